package dev.engram.api;

import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.Provenance;
import dev.engram.app.execution.RunTask;
import dev.engram.app.results.MetricDirections;
import dev.engram.app.results.ResultsCollector;
import dev.engram.app.results.SuitePhases;
import dev.engram.app.results.Tuner;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.CheckedPlan;
import dev.engram.app.run.FileHashes;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PlanChecker;
import dev.engram.app.run.Planner;
import dev.engram.app.run.RunLabels;
import dev.engram.app.run.SetupSupervisor;
import dev.engram.app.run.Version;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.engine.plugins.PluginException;
import dev.engram.engine.plugins.PluginProblem;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checks and runs the suite of a program, with the services that the command line uses. */
final class SuiteExecution {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(60);

    private final SuiteTree tree;
    private final Environment environment;

    SuiteExecution(SuiteTree tree, Environment environment) {
        this.tree = tree;
        this.environment = environment;
    }

    /**
     * Where components come from, how runs are made, and where they are kept.
     *
     * @param components classes of the program that texts can name
     * @param distribution the folder of a distribution whose components are used
     * @param store the file of the store; empty for memory
     * @param listener is told of runs that have ended
     */
    record Environment(
            List<Class<?>> components,
            List<Path> plugins,
            Optional<Path> distribution,
            Optional<Path> store,
            int workers,
            Optional<Duration> timeLimit,
            Consumer<ResultRun> listener) {}

    List<String> check() {
        return withServices(services -> services.check().warnings().stream()
                .map(Warning::text)
                .distinct()
                .toList());
    }

    Results run() {
        return withServices(services -> {
            CheckedPlan checked = services.check();
            try (Store store = environment
                    .store()
                    .map(file -> Stores.open(file.toString()))
                    .orElseGet(Stores::inMemory)) {
                Plan plan = services.make(checked, store);
                return ResultsReader.read(services.results.collect(plan, store), checked.warnings());
            }
        });
    }

    private interface Work<T> {
        T apply(Services services) throws InvalidPlanException;
    }

    private <T> T withServices(Work<T> work) {
        ComponentSetup.Scope supervised = SetupSupervisor.watch(environment.timeLimit());
        try (supervised;
                Plugins plugins = load()) {
            return work.apply(new Services(plugins));
        } catch (InvalidPlanException e) {
            throw invalid(e.problems(), List.of(), e);
        } catch (PluginException e) {
            throw invalid(tree.problems().list(), e.problems(), e);
        }
    }

    private static InvalidSuiteException invalid(List<Problem> problems, List<PluginProblem> more, Exception cause) {
        return new InvalidSuiteException(
                Stream.concat(
                                problems.stream().map(Problem::toString),
                                more.stream().map(PluginProblem::toString))
                        .toList(),
                cause);
    }

    private Plugins load() {
        List<Class<?>> components = new ArrayList<>(environment.components());
        components.addAll(tree.components());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Plugins.ofProgram(
                context == null ? SuiteExecution.class.getClassLoader() : context,
                environment.distribution().map(folder -> folder.resolve("plugins")),
                components,
                environment.plugins());
    }

    /** The services of the command line, without an injector: programs may use another version of its library. */
    private final class Services {
        private final Planner planner;
        private final PlanChecker checker;
        private final Tuner tuner;
        private final ResultsCollector results;
        private final ExecutionFactory executions;

        Services(Plugins plugins) {
            Runner runner = new Runner(new DataCache());
            MetricDirections directions = new MetricDirections(plugins.catalog());
            planner = new Planner(new SuiteReader(plugins.catalog()), new FileHashes());
            checker = new PlanChecker(runner);
            tuner = new Tuner(planner, directions);
            results = new ResultsCollector(directions, tuner);
            executions = new ExecutionFactory(runner, new Provenance(Version.engram(), plugins.origins()));
        }

        CheckedPlan check() throws InvalidPlanException {
            if (!tree.isFileRead()) {
                throw new InvalidPlanException(tree.problems().list());
            }
            Plan plan = planner.plan(tree.root(), tree.overrides(), tree.file(), tree.problems());
            CheckedPlan checked = checker.check(plan, plan.items(), environment.timeLimit());
            if (plan.suite().tuning().isPresent()) {
                Plan trials = tuner.state(checked.plan(), Optional.empty()).trials();
                checker.checkTrials(trials, trials.items(), environment.timeLimit());
            }
            return checked;
        }

        Plan make(CheckedPlan checked, Store store) throws InvalidPlanException {
            List<String> overrides =
                    tree.overrides().stream().map(Services::text).toList();
            RunLabels labels = RunLabels.begin(checked.plan(), overrides, store);
            Execution execution = executions.create(
                    store, new Execution.Settings(environment.workers(), environment.timeLimit(), CHECKPOINT_INTERVAL));
            return new SuitePhases(
                            checker,
                            tuner,
                            results,
                            store,
                            labels,
                            new SuitePhases.Settings(environment.workers(), environment.timeLimit()),
                            new LocalMaker(execution, labels, environment.listener()))
                    .makeAll(checked);
        }

        private static String text(ConfigOverride override) {
            return override.path() + "=" + override.value().text();
        }
    }

    /** Makes runs in this process. */
    private record LocalMaker(Execution execution, RunLabels labels, Consumer<ResultRun> listener)
            implements SuitePhases.Maker, ExecutionListener {
        @Override
        public void makeTrials(TuningState state, List<Plan.Item> due, Map<String, RunSize> sizes) {
            make(state.trials(), due);
        }

        @Override
        public Set<String> makeRuns(Plan plan, List<Plan.Item> pending, Map<String, RunSize> sizes) {
            make(plan, pending);
            return Set.of();
        }

        private void make(Plan plan, List<Plan.Item> items) {
            execution.run(labels.tasks(items, plan.suite().storePredictions()), this);
        }

        @Override
        public void onTrialsStored(TuningState state) {}

        @Override
        public void onRunsStored(Plan plan) {}

        @Override
        public void advanced(RunTask task, long steps) {}

        @Override
        public synchronized void ended(RunTask task, Run run) {
            listener.accept(ResultsReader.run(run, task.label().cell()));
        }

        @Override
        public void waiting(RunTask task) {}
    }
}
