package dev.engram.app.run;

import dev.engram.app.verify.ComponentRef;
import dev.engram.app.verify.Finding;
import dev.engram.app.verify.SampleNetworks;
import dev.engram.app.verify.Verification;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What commands work with once the plugins are loaded: from a suite's file to its plan, its runs and its comparison. */
public final class Workbench {
    private final SuiteReader reader;
    private final Planner planner;
    private final Runner runner;
    private final ResultsCollector resultsCollector;
    private final Map<String, String> provenance;

    Workbench(
            SuiteReader reader,
            Planner planner,
            Runner runner,
            ResultsCollector resultsCollector,
            Map<String, String> provenance) {
        this.reader = reader;
        this.planner = planner;
        this.runner = runner;
        this.resultsCollector = resultsCollector;
        this.provenance = provenance;
    }

    /** The input cannot be run, and why. */
    public static final class InvalidPlanException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient List<Problem> problems;

        InvalidPlanException(List<Problem> problems) {
            super(problems.size() + " problems");
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    /** Reads a suite and finds its runs. */
    public Plan plan(Path file, List<String> sets) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        try {
            Suite suite = reader.read(file, sets);
            problems.addAll(Linter.unknownRules(suite));
            Plan plan = planner.plan(suite, problems);
            if (problems.isEmpty()) {
                return plan;
            }
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        throw new InvalidPlanException(problems);
    }

    /** Makes sure that all runs can be put together and say how much work they are: a component that throws is a problem, too. */
    public Planner.CheckedPlan check(Plan plan, List<Plan.Item> items) throws InvalidPlanException {
        Planner.CheckedPlan checkedPlan = check(plan, items, Optional.empty());
        if (!checkedPlan.failing().isEmpty()) {
            throw new InvalidPlanException(checkedPlan.failing());
        }
        return checkedPlan;
    }

    /**
     * Makes sure that runs can be put together, and says how much work they are. Where a component throws, its runs will fail, and the
     * others can be made.
     *
     * @param limit time that this may take for one cell; empty: as long as it needs
     */
    public Planner.CheckedPlan check(Plan plan, List<Plan.Item> items, Optional<Duration> limit)
            throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        Planner.CheckedPlan checkedPlan = planner.check(plan, items, limit, problems);
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return checkedPlan;
    }

    /** What is doubtful about the protocol of a suite and about its data, before anything is run. */
    public List<Warning> warnings(Plan plan, Planner.CheckedPlan checkedPlan) {
        List<Warning> all = new ArrayList<>(Linter.lint(plan.suite(), Optional.empty()));
        all.addAll(checkedPlan.dataWarnings());
        return List.copyOf(all);
    }

    /**
     * How long runs will take.
     *
     * @param store empty where there is none yet
     */
    public TimeEstimate estimate(Planner.CheckedPlan checkedPlan, Optional<Store> store) {
        return store.map(s -> TimeEstimate.of(checkedPlan.plan(), checkedPlan.sizes(), s))
                .orElse(TimeEstimate.withoutMeasurements(checkedPlan.sizes()));
    }

    /** Lets the store know under which names of this suite runs are known that were made for another. */
    public void addLabels(Plan plan, Set<String> done, Store store) {
        Set<RunLabel> labels = plan.items().stream()
                .filter(i -> done.contains(i.id()))
                .map(i -> new RunLabel(plan.suite().name(), i.cell().name(), i.id()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        labels.removeAll(Set.copyOf(store.labels(plan.suite().name())));
        if (!labels.isEmpty()) {
            store.label(labels);
        }
    }

    public SuiteComparison results(Plan plan, Store store) {
        return suiteResults(plan, store).suiteComparison();
    }

    /** What the store has on a suite: its comparisons, and the runs that they are made of. */
    public SuiteResults suiteResults(Plan plan, Store store) {
        return suiteResults(plan, RunRepository.of(store));
    }

    public SuiteResults suiteResults(Plan plan, RunRepository store) {
        if (plan.suite().tuning().isEmpty()) {
            return resultsCollector.of(plan, store, Optional.empty());
        }
        TuningState tuningState = new Tuner(planner, resultsCollector).state(plan, Optional.of(store));
        return resultsCollector.of(tuningState.plan(), store, Optional.of(tuningState.tuningSummary()));
    }

    /**
     * How far the tuning of a suite has come.
     *
     * @param store empty where there is none yet
     */
    public TuningState tuningState(Plan plan, Optional<Store> store) {
        return new Tuner(planner, resultsCollector).state(plan, store.map(RunRepository::of));
    }

    /** Makes sure that trials can be put together, and says how much work each of them is. */
    public Planner.CheckedPlan checkTrials(TuningState tuningState, List<Plan.Item> items, Optional<Duration> limit)
            throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        Map<String, Planner.RunSize> sizes = planner.checkTrials(items, limit, problems);
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return new Planner.CheckedPlan(tuningState.trials(), sizes);
    }

    /** What a learning rule knows that is not local, with its defaults in a small network; empty where it cannot be tried out. */
    public Optional<Locality> locality(String rule) {
        return new SampleNetworks(reader, runner).locality(rule);
    }

    /**
     * A component held to the contract of its kind, and set beside others where that tells something.
     *
     * @param listener hears each finding at once: some take seconds
     */
    public void verify(ComponentRef componentRef, Consumer<Finding> listener) {
        new Verification(reader, runner).verify(componentRef, listener);
    }

    /** What is wrong with a component as it was asked for. */
    public List<Problem> problems(ComponentRef componentRef) {
        try {
            reader.readComponent(componentRef.entry().kind(), componentRef.yaml(), componentRef.toString());
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }

    /** Makes a stored run again. */
    public Replay replay(Run run) throws InvalidInputException {
        return new Replay(run, reader, runner, provenance);
    }

    /** Carries out runs and keeps them in the store. */
    public Execution execution(Store store, Execution.Settings settings) {
        return new Execution(runner, store, provenance, settings);
    }
}
