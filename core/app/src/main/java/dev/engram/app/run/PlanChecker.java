package dev.engram.app.run;

import dev.engram.app.execution.FailureCause;
import dev.engram.app.time.TimeLimit;
import dev.engram.engine.bind.RecipeChecks;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.data.DataFacts;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.text.ExceptionText;
import dev.engram.engine.train.Incompatibility;
import dev.engram.engine.train.RunChecker;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.Problem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds one run of each cell and trains nothing, to find errors before anything is run. */
public final class PlanChecker {
    private static final Logger LOG = LoggerFactory.getLogger(PlanChecker.class);

    /** In a comparison of many cells, an impossible cell is often not an error. */
    private static final String SKIP_HINT = " (write impossible: skip to leave out impossible cells)";

    private final Runner runner;

    @Inject
    public PlanChecker(Runner runner) {
        this.runner = runner;
    }

    /**
     * Checks all cells of some runs.
     *
     * @throws InvalidPlanException if components are incompatible, or one throws an exception
     */
    public CheckedPlan check(Plan plan, List<Plan.Item> items) throws InvalidPlanException {
        CheckedPlan checkedPlan = check(plan, items, Optional.empty());
        if (!checkedPlan.failing().isEmpty()) {
            throw new InvalidPlanException(checkedPlan.failing());
        }
        return checkedPlan;
    }

    /**
     * Checks all cells of some runs. If a component throws an exception, its runs will fail, and the others are made.
     *
     * @param limit the time limit for the check of one cell; empty for none
     * @throws InvalidPlanException if components are incompatible, or if no cell can be built
     */
    public CheckedPlan check(Plan plan, List<Plan.Item> items, Optional<Duration> limit) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        CheckedPlan checkedPlan = check(plan, items, limit, problems);
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return checkedPlan;
    }

    /**
     * Checks trials of a tuning.
     *
     * @param trials the plan of the trials
     * @throws InvalidPlanException if a trial cannot be built
     */
    public CheckedPlan checkTrials(Plan trials, List<Plan.Item> items, Optional<Duration> limit)
            throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        Map<String, RunSize> sizes = checkTrials(items, limit, problems);
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return new CheckedPlan(trials, sizes, List.of(), List.of());
    }

    /**
     * Builds one run of each cell. An incompatibility is a problem, or excludes the cell if the suite says so. A
     * component that throws an exception is not an error in the suite: only its own cells fail, unless no cell is left
     * to run.
     */
    private CheckedPlan check(Plan plan, List<Plan.Item> items, Optional<Duration> limit, List<Problem> problems) {
        Map<String, RunSize> sizes = new TreeMap<>();
        Map<Suite.Cell, List<Incompatibility>> impossible = new LinkedHashMap<>();
        Set<Warning> doubts = new LinkedHashSet<>();
        List<Problem> broken = new ArrayList<>();
        RunChecker checker = runner.checker();
        for (Plan.Item item : items) {
            Suite.Cell cell = item.cell();
            if (sizes.containsKey(cell.name())) {
                continue;
            }
            Runner.CheckResult checkResult = check(checker, item, limit, broken);
            sizes.put(cell.name(), checkResult.size());
            if (checkResult.incompatibilities().isEmpty()) {
                problems.addAll(checkSchedules(cell, checkResult.size().steps(), limit, broken));
                checkTuningMetric(plan.suite(), cell, checkResult, problems);
                Suite suite = plan.suite();
                DataFacts data = checkResult.data();
                UnscaledInputs.of(suite, cell, data.inputScales()).ifPresent(doubts::add);
                UnscaledTargets.of(suite, cell, data.targetSpread()).ifPresent(doubts::add);
                UntrainedClasses.of(suite, cell, data.untrainedClasses()).ifPresent(doubts::add);
                OversizedBatch.of(suite, cell, data.trainingExamples()).ifPresent(doubts::add);
                UntrainedDecay.of(suite, cell, checkResult.decayedUntrained()).ifPresent(doubts::add);
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

    /**
     * Returns the cells to exclude. A cell is not impossible if its data cannot be read, and a suite in which no cell
     * is possible is an error.
     */
    private static List<ExcludedCell> collectImpossible(
            Plan plan, Map<Suite.Cell, List<Incompatibility>> found, List<Problem> problems) {
        Suite suite = plan.suite();
        boolean some = found.size() < plan.cells().size();
        List<ExcludedCell> out = new ArrayList<>();
        found.forEach((cell, incompatibilities) -> {
            boolean impossible =
                    some && incompatibilities.stream().noneMatch(m -> m.path().startsWith("data"));
            if (impossible && suite.incompatibleCells() == Suite.IncompatibleCells.SKIP) {
                out.add(new ExcludedCell(
                        cell.name(),
                        cell.axes(),
                        true,
                        incompatibilities.stream()
                                .map(Incompatibility::reason)
                                .distinct()
                                .collect(Collectors.joining("; "))));
            } else {
                incompatibilities.forEach(m -> CellProblems.add(
                        problems, cell, impossible ? new Incompatibility(m.path(), m.reason() + SKIP_HINT) : m));
            }
        });
        checkBaseline(plan, out, problems);
        return out;
    }

    /** Reports a baseline that is impossible everywhere. If it is in some strata only, the results say so. */
    private static void checkBaseline(Plan plan, List<ExcludedCell> out, List<Problem> problems) {
        Map<String, String> reasons = new TreeMap<>();
        out.forEach(l -> reasons.put(l.name(), l.reason()));
        Design design = plan.design();
        Set<String> references = design.cells().stream()
                .filter(c -> c.absent().isEmpty() && c.isReference(design.plan()))
                .map(DesignCell::name)
                .collect(Collectors.toSet());
        List<Suite.Cell> cells = plan.suite().baseline().isEmpty()
                ? List.of()
                : plan.cells().stream()
                        .filter(c -> references.contains(c.variant()))
                        .toList();
        if (!cells.isEmpty() && cells.stream().allMatch(c -> reasons.containsKey(c.name()))) {
            Suite.Cell first = cells.get(0);
            CellProblems.add(
                    problems,
                    first,
                    new Incompatibility(
                            "baseline",
                            "the baseline '" + plan.suite().baseline().orElseThrow() + "' is impossible: "
                                    + reasons.get(first.name()) + "; choose another one"));
        }
    }

    private static Runner.CheckResult check(
            RunChecker checker, Plan.Item item, Optional<Duration> limit, List<Problem> broken) {
        return attempt(
                        item.cell(),
                        limit,
                        () -> checker.check(item.cell().spec().resolve(item.seed())),
                        broken)
                .orElse(Runner.CheckResult.impossible(List.of()));
    }

    /** Tries work on a cell; empty if a component throws an exception or does not return. */
    private static <T> Optional<T> attempt(
            Suite.Cell cell, Optional<Duration> limit, Callable<T> work, List<Problem> broken) {
        String reason;
        try {
            return Optional.of(TimeLimit.call(
                    "check " + cell.name(),
                    limit,
                    () -> SlowSetup.call("the check of the cell '" + cell.name() + "'", work)));
        } catch (ExecutionException e) {
            // Whatever a component throws is its own fault, found before anything is run.
            LOG.info("cannot be started: {}", cell.name(), ExceptionText.copy(e.getCause()));
            reason = FailureCause.isMemory(e.getCause()) ? lackOfMemory() : FailureCause.text(e.getCause());
        } catch (TimeLimit.TimeLimitExceededException e) {
            reason = e.getMessage();
        }
        CellProblems.add(
                broken, cell, new Incompatibility("", "the cell '" + cell.name() + "' cannot be started: " + reason));
        return Optional.empty();
    }

    private static String lackOfMemory() {
        return "it needs more than the " + Runtime.getRuntime().maxMemory() / (1 << 20)
                + " MB of memory that Java has; set ENGRAM_JAVA_OPTIONS=-Xmx..., or give a large table as an .npy file,"
                + " which can stay on disk";
    }

    /**
     * Checks that tuning uses validation data, because test data would favour the winner, and a metric that is
     * measured.
     */
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
                        && checkResult.size().steps() > 0
                        && !by.equals(Tuning.TARGET)
                        && !checkResult.metrics().contains(by))
                .ifPresent(by -> CellProblems.add(
                        problems,
                        cell,
                        new Incompatibility(
                                "data",
                                "tuning uses " + by
                                        + ", which does not apply to these data; choose another metric in tune.by")));
        if (!checkResult.hasValidation()) {
            CellProblems.add(
                    problems,
                    cell,
                    new Incompatibility(
                            "data",
                            "tuning needs validation data, but this data set has only test data; choose another data"
                                    + " set, or set a validation share that leaves some"));
        }
    }

    /** Builds one run of each trial. An incompatible trial is a problem, because its cell is compatible. */
    private Map<String, RunSize> checkTrials(List<Plan.Item> items, Optional<Duration> limit, List<Problem> problems) {
        Map<String, RunSize> sizes = new TreeMap<>();
        RunChecker checker = runner.checker();
        for (Plan.Item item : items) {
            if (!sizes.containsKey(item.cell().name())) {
                Runner.CheckResult checkResult = check(checker, item, limit, problems);
                sizes.put(item.cell().name(), checkResult.size());
                checkResult
                        .incompatibilities()
                        .forEach(m -> CellProblems.add(
                                problems,
                                item.cell(),
                                new Incompatibility(
                                        m.path(),
                                        m.reason() + " (" + item.cell().name() + ")")));
                if (checkResult.incompatibilities().isEmpty()) {
                    problems.addAll(
                            checkSchedules(item.cell(), checkResult.size().steps(), limit, problems));
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
}
