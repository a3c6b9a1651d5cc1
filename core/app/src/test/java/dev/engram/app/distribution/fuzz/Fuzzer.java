package dev.engram.app.distribution.fuzz;

import com.sun.management.OperatingSystemMXBean;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs cases in this JVM and reports those that break a promise: an exit code of 0, 1 or 2, which for a check is not 1;
 * a reason with code 2; no stack trace, and no name of an exception; no line of more than 20,000 characters; no more
 * than five seconds.
 */
final class Fuzzer {
    private static final int BATCH = 250;
    private static final double MAX_SECONDS = 5;
    private static final int MAX_LINE = 20_000;
    private static final Pattern TRACE =
            Pattern.compile("\\bat [\\w.$/]+\\([\\w.]+:?\\d*\\)|internal error|\\b[A-Z]\\w*(Exception|Error)\\b");

    private final FuzzCases cases;
    private long accepted;

    /** A case that broke a promise. */
    record Finding(FuzzCases.Case fuzzCase, String reason) {
        @Override
        public String toString() {
            return "seed " + fuzzCase.seed() + " (" + fuzzCase.file() + "): " + reason;
        }
    }

    Fuzzer(Path folder) throws IOException, ClassNotFoundException {
        this.cases = new FuzzCases(folder);
    }

    /** Returns the number of files that were accepted so far. Most cases are to be refused, and some are not. */
    long accepted() {
        return accepted;
    }

    /**
     * Runs cases with consecutive seeds, and keeps the files of findings only.
     *
     * @param onFinding is told each finding at once
     */
    List<Finding> run(long firstSeed, int count, Consumer<Finding> onFinding) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            List<FuzzCases.Case> checked = new ArrayList<>();
            List<Finding> found = new ArrayList<>();
            cases.clear();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                FuzzCases.Case c = cases.write(firstSeed + i);
                if (c.batched()) {
                    checked.add(c);
                } else {
                    single(c).ifPresent(found::add);
                }
            }
            batch(checked, found);
            found.forEach(onFinding);
            if (!found.isEmpty()) {
                cases.keep();
            }
            findings.addAll(found);
        }
        return findings;
    }

    /** Checks files with one command, which loads the plugins once, and looks for the culprit if anything is wrong. */
    private void batch(List<FuzzCases.Case> all, List<Finding> findings) {
        if (all.isEmpty()) {
            return;
        }
        if (all.size() == 1) {
            single(all.get(0)).ifPresent(findings::add);
            return;
        }
        Object[] command = Stream.concat(Stream.of("check"), all.stream().map(FuzzCases.Case::file))
                .toArray();
        Timed result = run(command);
        if (wrong(result.result(), true).isPresent() || result.longest() > MAX_SECONDS) {
            int half = all.size() / 2;
            batch(all.subList(0, half), findings);
            batch(all.subList(half, all.size()), findings);
        } else {
            accepted += result.result()
                    .out()
                    .lines()
                    .filter(l -> l.contains(", no problems"))
                    .count();
        }
    }

    private static Optional<Finding> single(FuzzCases.Case c) {
        Timed result = run(c.command().toArray());
        return wrong(result.result(), c.batched())
                .or(() -> result.longest() > MAX_SECONDS ? Optional.of(result.longest() + " s") : Optional.empty())
                .map(reason -> new Finding(c, reason));
    }

    /**
     * A result with its time.
     *
     * @param longest the longest time without output, in seconds; a check has some for every file
     */
    private record Timed(CommandResult result, double longest) {}

    private static Timed run(Object... command) {
        AtomicReference<Clock> last = new AtomicReference<>(Clock.now());
        AtomicReference<Double> longest = new AtomicReference<>(0.0);
        Runnable tick = () -> {
            Clock now = Clock.now();
            double seconds = now.secondsSince(last.getAndSet(now));
            longest.accumulateAndGet(seconds, Math::max);
        };
        CommandResult result = InProcessCli.run(tick, command);
        tick.run();
        return new Timed(result, longest.get());
    }

    /** The time of this process in nanoseconds, and that of the wall, on which a busy machine is slow. */
    private record Clock(long process, long wall) {
        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        /** What waits takes no time of the process; it must not wait much longer than it may compute. */
        private static final int PATIENCE = 10;

        static Clock now() {
            return new Clock(SYSTEM.getProcessCpuTime(), System.nanoTime());
        }

        double secondsSince(Clock before) {
            return Math.max(process - before.process, (wall - before.wall) / PATIENCE) / 1e9;
        }
    }

    private static Optional<String> wrong(CommandResult result, boolean check) {
        if (result.code() < 0 || result.code() > 2 || check && result.code() == 1) {
            return Optional.of("exit code " + result.code() + ": " + result.err());
        }
        if (result.code() != 0 && result.err().isBlank() && result.out().isBlank()) {
            return Optional.of("exit code " + result.code() + " without a reason");
        }
        return Stream.concat(result.err().lines(), result.out().lines())
                .flatMap(line -> wrong(line).stream())
                .findFirst();
    }

    private static Optional<String> wrong(String line) {
        if (line.length() > MAX_LINE) {
            return Optional.of("a line of " + line.length() + " characters: " + line.substring(0, 300));
        }
        Matcher trace = TRACE.matcher(line);
        return trace.find() ? Optional.of("'" + trace.group() + "' in: " + line) : Optional.empty();
    }
}
