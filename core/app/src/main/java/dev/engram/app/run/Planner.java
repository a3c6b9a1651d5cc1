package dev.engram.app.run;

import dev.engram.app.time.TimeLimit;
import dev.engram.engine.bind.RecipeChecks;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.config.RunIdentity;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.train.Incompatibility;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Problem;
import dev.engram.spi.IncompatibleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the runs of a suite, and whether their parts go together. */
public final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    /** A cell of many that cannot be run is often none of the suite's mistakes. */
    private static final String SKIP_HINT = " (write impossible: skip to leave out cells that cannot exist)";

    private final Runner runner;
    private final FileHashes fileHashes = new FileHashes();

    public Planner(Runner runner) {
        this.runner = runner;
    }

    /** All runs; files that cannot be read become problems. */
    public Plan plan(Suite suite, List<Problem> problems) {
        return new Plan(
                suite,
                items(suite.cells(), suite.seeds(), problems),
                suite.excluded().stream()
                        .map(e -> new ExcludedCell(e.name(), e.axes(), false, e.reason()))
                        .toList());
    }

    /** The runs of cells, seed by seed; none of a cell whose files cannot be read. */
    List<Plan.Item> items(List<Suite.Cell> cells, List<Long> seeds, List<Problem> problems) {
        Map<Suite.Cell, LongFunction<String>> ids = new IdentityHashMap<>();
        for (Suite.Cell cell : cells) {
            try {
                ids.put(cell, RunIdentity.seeded(RunIdentity.settings(cell.spec(), fileHashes)));
            } catch (IncompatibleException m) {
                String path = cell.spec().task() instanceof Learning ? "data" : "landscape";
                add(problems, cell, new Incompatibility(path, m.getMessage()));
            }
        }
        List<Plan.Item> items = new ArrayList<>();
        for (long seed : seeds) {
            cells.stream()
                    .filter(ids::containsKey)
                    .forEach(cell -> items.add(new Plan.Item(ids.get(cell).apply(seed), cell, seed)));
        }
        return items;
    }

    /**
     * A plan whose cells can be put together.
     *
     * @param sizes of the runs of each cell that was looked at, by its name
     * @param dataWarnings about what only a look at the data shows
     * @param failing cells whose components threw, or did not return, when they were tried: their runs will fail
     */
    public record CheckedPlan(
            Plan plan, Map<String, RunSize> sizes, List<Warning> dataWarnings, List<Problem> failing) {
        CheckedPlan(Plan plan, Map<String, RunSize> sizes) {
            this(plan, sizes, List.of(), List.of());
        }

        /** The same of another plan. */
        public CheckedPlan withPlan(Plan other) {
            return new CheckedPlan(other, sizes, dataWarnings, failing);
        }
    }

    /** How much work a run is; {@code multiplyAdds} are those of one step. */
    public record RunSize(long steps, long multiplyAdds) {}

    /**
     * Puts one run of each cell together. What does not fit is a problem, or, where the suite says so, leaves the cell out. A component
     * that throws is none of the suite's mistakes: it only breaks its own cells, unless that leaves nothing to run.
     */
    public CheckedPlan check(Plan plan, List<Plan.Item> items, Optional<Duration> limit, List<Problem> problems) {
        Map<String, RunSize> sizes = new TreeMap<>();
        Map<Suite.Cell, List<Incompatibility>> impossible = new LinkedHashMap<>();
        Set<Warning> doubts = new LinkedHashSet<>();
        List<Problem> broken = new ArrayList<>();
        for (Plan.Item item : items) {
            Suite.Cell cell = item.cell();
            if (sizes.containsKey(cell.name())) {
                continue;
            }
            Runner.CheckResult checkResult = check(item, limit, broken);
            sizes.put(cell.name(), new RunSize(checkResult.steps(), checkResult.multiplyAdds()));
            if (checkResult.incompatibilities().isEmpty()) {
                problems.addAll(checkSchedules(cell, checkResult.steps(), limit, broken));
                checkTuningMetric(plan.suite(), cell, checkResult, problems);
                UnscaledInputs.of(plan.suite(), cell, checkResult.inputScales()).ifPresent(doubts::add);
            } else {
                impossible.put(cell, checkResult.incompatibilities());
            }
        }
        Plan possible = plan.without(collectImpossible(plan, impossible, problems));
        if (broken.size() == possible.cells().size()) {
            problems.addAll(broken);
        }
        return new CheckedPlan(possible, sizes, List.copyOf(doubts), broken);
    }

    /** Those to leave out. Data that cannot be had are no impossible cell, and a suite without a cell that can run is no suite. */
    private static List<ExcludedCell> collectImpossible(
            Plan plan, Map<Suite.Cell, List<Incompatibility>> found, List<Problem> problems) {
        Suite suite = plan.suite();
        boolean some = found.size() < plan.cells().size();
        List<ExcludedCell> out = new ArrayList<>();
        found.forEach((cell, misplaced) -> {
            boolean fit = some && misplaced.stream().noneMatch(m -> m.path().startsWith("data"));
            if (fit && suite.incompatibleCells() == Suite.IncompatibleCells.SKIP) {
                out.add(new ExcludedCell(
                        cell.name(),
                        cell.axes(),
                        true,
                        misplaced.stream()
                                .map(Incompatibility::reason)
                                .distinct()
                                .collect(Collectors.joining("; "))));
            } else {
                misplaced.forEach(m ->
                        add(problems, cell, fit ? new Incompatibility(m.path(), m.reason() + SKIP_HINT) : m));
            }
        });
        suite.baseline().ifPresent(b -> checkBaseline(plan, b, out, problems));
        return out;
    }

    private static void checkBaseline(Plan plan, String variant, List<ExcludedCell> out, List<Problem> problems) {
        Map<String, String> reasons = new TreeMap<>();
        out.forEach(l -> reasons.put(l.name(), l.reason()));
        List<Suite.Cell> cells =
                plan.cells().stream().filter(c -> c.variant().equals(variant)).toList();
        if (!cells.isEmpty() && cells.stream().allMatch(c -> reasons.containsKey(c.name()))) {
            Suite.Cell first = cells.get(0);
            add(
                    problems,
                    first,
                    new Incompatibility(
                            "baseline",
                            "the baseline '" + variant + "' cannot exist: " + reasons.get(first.name())
                                    + "; name another one"));
        }
    }

    private Runner.CheckResult check(Plan.Item item, Optional<Duration> limit, List<Problem> broken) {
        return attempt(item.cell(), limit, () -> runner.check(item.cell().spec(), item.seed()), broken)
                .orElse(new Runner.CheckResult(List.of(), 0, 0, true, List.of(), Optional.empty()));
    }

    /** What comes of trying a cell out; empty where a component throws or does not return. */
    private static <T> Optional<T> attempt(
            Suite.Cell cell, Optional<Duration> limit, Callable<T> work, List<Problem> broken) {
        String reason;
        try {
            return Optional.of(TimeLimit.call("check " + cell.name(), limit, work));
        } catch (ExecutionException e) {
            // Whatever a component throws: its fault, found before anything runs.
            LOG.info("cannot be started: {}", cell.name(), e.getCause());
            reason = Execution.reason(e.getCause());
        } catch (TimeLimit.TimeLimitExceededException e) {
            reason = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "it was interrupted";
        }
        add(broken, cell, new Incompatibility("", "the cell '" + cell.name() + "' cannot be started: " + reason));
        return Optional.empty();
    }

    /** What is chosen by the test data looks better on them than it is, and by what is not measured nothing can be chosen. */
    private static void checkTuningMetric(
            Suite suite, Suite.Cell cell, Runner.CheckResult checkResult, List<Problem> problems) {
        if (suite.tuning()
                .map(t -> t.spaces().get(cell.name()))
                .filter(s -> !s.isEmpty())
                .isEmpty()) {
            return;
        }
        suite.tuning()
                .orElseThrow()
                .objective()
                .filter(by -> cell.spec().task() instanceof Learning
                        && checkResult.steps() > 0
                        && !by.equals(Tuning.TARGET)
                        && !checkResult.metrics().contains(by))
                .ifPresent(by -> add(
                        problems,
                        cell,
                        new Incompatibility(
                                "data",
                                "tuning goes by " + by
                                        + ", which does not suit these data; name another metric in tune.by")));
        if (!checkResult.hasValidation()) {
            add(
                    problems,
                    cell,
                    new Incompatibility(
                            "data",
                            "tuning goes by validation data, and here there are none beside the test data; tune on"
                                    + " other data, or give a validation share that leaves some"));
        }
    }

    /** Puts one run of each trial together; one that does not fit is a problem, since its cell does. */
    public Map<String, RunSize> checkTrials(List<Plan.Item> items, Optional<Duration> limit, List<Problem> problems) {
        Map<String, RunSize> sizes = new TreeMap<>();
        for (Plan.Item item : items) {
            if (!sizes.containsKey(item.cell().name())) {
                Runner.CheckResult checkResult = check(item, limit, problems);
                sizes.put(item.cell().name(), new RunSize(checkResult.steps(), checkResult.multiplyAdds()));
                checkResult
                        .incompatibilities()
                        .forEach(m -> add(
                                problems,
                                item.cell(),
                                new Incompatibility(
                                        m.path(),
                                        m.reason() + " (" + item.cell().name() + ")")));
                if (checkResult.incompatibilities().isEmpty()) {
                    problems.addAll(checkSchedules(item.cell(), checkResult.steps(), limit, problems));
                }
            }
        }
        return sizes;
    }

    private static List<Problem> checkSchedules(
            Suite.Cell cell, long steps, Optional<Duration> limit, List<Problem> broken) {
        RunSpec spec = cell.spec();
        return spec.optimizer().constant()
                ? List.of()
                : attempt(cell, limit, () -> RecipeChecks.check(spec.optimizer(), steps), broken)
                        .orElse(List.of());
    }

    /** The same part may stand in several cells: it is reported once. */
    private static void add(List<Problem> problems, Suite.Cell cell, Incompatibility m) {
        Location location = cell.location(m.path());
        Problem p = new Problem(location, m.path(), m.reason());
        if (!problems.contains(p)) {
            problems.add(p);
        }
    }
}
