package dev.engram.app.launch;

import dev.engram.spi.Hyper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Processes of the same distribution on this machine. */
public record LocalLauncher(
        @Hyper(value = "0", range = "[0,1024]", doc = "number of worker processes; 0: one for each core")
        int workers,

        @Hyper(value = "1", range = "[1,1024]", doc = "number of runs that each worker makes at a time")
        int threads)
        implements WorkerLauncher {
    static final String KIND = "local";

    public LocalLauncher {
        workers = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public boolean replaceable() {
        return true;
    }

    @Override
    public boolean endsWithCommand() {
        return true;
    }

    @Override
    public List<String> problems(LaunchRequest request) {
        return program().isPresent()
                ? List.of()
                : List.of("--on " + KIND
                        + " starts processes of the distribution, and this program does not run from one;"
                        + " start it with bin/engram");
    }

    private static Optional<Path> program() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        return Optional.ofNullable(System.getProperty("engram.home"))
                .map(home -> Path.of(home, "bin", windows ? "engram.bat" : "engram"))
                .filter(Files::isRegularFile);
    }

    @Override
    public Launched start(LaunchRequest request) throws LaunchException {
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < request.workers(); i++) {
                started.add(start(request, i));
            }
        } catch (IOException e) {
            started.forEach(Process::destroy);
            throw new LaunchException("a worker could not be started: " + e.getMessage(), e);
        }
        StringBuilder handle = new StringBuilder(host());
        started.forEach(p -> handle.append(' ').append(new Entry(p.toHandle())));
        return new Launched(
                handle.toString(),
                (started.size() == 1 ? "1 worker" : started.size() + " workers") + " started on this machine");
    }

    private Process start(LaunchRequest request, int index) throws IOException {
        List<String> command = new ArrayList<>();
        if (request.detached()) {
            setsid().ifPresent(s -> command.add(s.toString())); // a terminal that is closed does not end the worker
        }
        command.add(program()
                .orElseThrow(() -> new IOException("bin/engram is missing"))
                .toString());
        command.addAll(List.of("work", "--store", request.store(), "--workers", Integer.toString(threads)));
        command.addAll(request.workArguments());
        File log = request.jobFolder().resolve("worker-" + index + ".out").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(nullFile()));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        return builder.start();
    }

    private static File nullFile() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    private static Optional<Path> setsid() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A process. The time of its start tells it from a later process with the same id. */
    private record Entry(long pid, long started) {
        Entry(ProcessHandle process) {
            this(process.pid(), startOf(process));
        }

        static Entry parse(String text) {
            int at = text.indexOf('@');
            return new Entry(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }

        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> startOf(p) == started);
        }

        @Override
        public String toString() {
            return pid + "@" + started;
        }
    }

    private static List<Entry> entries(String handle) {
        return Arrays.stream(handle.split(" ")).skip(1).map(Entry::parse).toList();
    }

    private static boolean isOtherHost(String handle) {
        return !handle.split(" ")[0].equals(host());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(' ', '_');
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public LaunchState state(String handle) {
        List<Entry> entries = entries(handle);
        if (isOtherHost(handle)) {
            return new LaunchState(
                    0,
                    entries.size(),
                    0,
                    List.of(entries.size() + " processes on " + handle.split(" ")[0]
                            + ", which only that machine can see"));
        }
        int running =
                (int) entries.stream().filter(e -> e.process().isPresent()).count();
        List<String> lines = entries.stream()
                .map(e -> "process " + e.pid() + (e.process().isPresent() ? ": running" : ": ended"))
                .toList();
        return new LaunchState(0, running, entries.size() - running, lines);
    }

    @Override
    public void cancel(String handle) throws LaunchException {
        if (isOtherHost(handle)) {
            throw new LaunchException(
                    "the workers are processes of " + handle.split(" ")[0] + "; run 'engram cancel' on that machine");
        }
        entries(handle).forEach(e -> e.process().ifPresent(ProcessHandle::destroy));
    }
}
