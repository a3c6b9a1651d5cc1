package dev.engram.app.cli.suite;

import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.RunTask;
import dev.engram.app.logging.LoggingConfigurator;
import dev.engram.app.progress.Progress;
import dev.engram.app.progress.ProgressFactory;
import dev.engram.app.progress.RunCount;
import dev.engram.app.results.ReadAhead;
import dev.engram.app.results.SuitePhases;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.app.work.RemoteRuns;
import dev.engram.app.work.WorkRefusedException;
import dev.engram.app.work.WorkerHost;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.tuning.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the runs of a suite, here or through a launcher, and says so. */
final class RunPhases implements SuitePhases.Maker {
    private final Console console;
    private final SuiteServices services;
    private final StoreOptions storeOptions;
    private final Store runs;
    private final RunLabels labels;
    private final Execution.Settings settings;
    private final Optional<RemoteRuns> remote;
    private final ReadAhead results;

    /**
     * Prepares runs.
     *
     * @param remote what has them made elsewhere; empty to make them here
     * @param results told of stored runs while others are made elsewhere
     */
    RunPhases(
            Console console,
            SuiteServices services,
            StoreOptions storeOptions,
            Store runs,
            RunLabels labels,
            Execution.Settings settings,
            Optional<RemoteRuns> remote,
            ReadAhead results) {
        this.console = console;
        this.services = services;
        this.storeOptions = storeOptions;
        this.runs = runs;
        this.labels = labels;
        this.settings = settings;
        this.remote = remote;
        this.results = results;
    }

    @Override
    public void onTrialsStored(TuningState state) {
        console.err()
                .println(labels.plan().suite() + ": tuning, "
                        + Plural.of(state.trials().items().size(), "run") + ", all already done");
    }

    @Override
    public void makeTrials(TuningState state, List<Plan.Item> due, Map<String, RunSize> sizes) {
        Tuning tuning = state.plan().suite().tuning().orElseThrow();
        String rung = state.rungs() > 1 ? ", rung " + state.rung() + " of " + state.rungs() : "";
        execute(
                labels.plan().suite() + ": tuning" + rung + ", "
                        + Plural.of(state.byCell().size(), "cell") + " x "
                        + Plural.of(tuning.trials(), "trial") + " x "
                        + Plural.of(tuning.seeds().size(), "seed"),
                state.trials(),
                due,
                sizes,
                true);
    }

    @Override
    public void onRunsStored(Plan plan) {
        console.err()
                .println(Plural.of(plan.items().size(), "run")
                        + (plan.items().size() == 1 ? ", already done." : ", all already done."));
    }

    @Override
    public Set<String> makeRuns(Plan plan, List<Plan.Item> pending, Map<String, RunSize> sizes) {
        execute(
                plan.suite().name() + ": "
                        + (plan.suite().tuning().isPresent() ? "comparison of tuned cells, " : "")
                        + Plural.of(plan.cells().size(), "cell") + " x "
                        + Plural.of(plan.suite().seeds().size(), "seed")
                        + (plan.suite().untilDecided() ? " so far" : ""),
                plan,
                pending,
                sizes,
                false);
        return results.made();
    }

    private void execute(String what, Plan plan, List<Plan.Item> pending, Map<String, RunSize> sizes, boolean tuning) {
        storeOptions.createOutputFolder();
        int before = plan.items().size() - pending.size();
        console.err()
                .println(what + ", " + Plural.of(pending.size(), "run")
                        + (before > 0 ? " (" + before + " more already done)" : "") + " "
                        + remote.map(r -> r.describe(pending.size()))
                                .orElseGet(() -> "on " + settings.parallelism().describe(pending.size())));
        LoggingConfigurator.addLogFile(storeOptions.logFile());
        boolean predictions = plan.suite().storePredictions();
        if (remote.isPresent()) {
            makeRemotely(remote.get(), pending, predictions, tuning);
            return;
        }
        long total = pending.stream()
                .mapToLong(i -> sizes.get(i.cell().name()).steps())
                .sum();
        runs.queue().register(WorkerHost.name(), WorkerHost.process(), settings.workers());
        try (Progress progress = ProgressFactory.create(console, tuning, pending.size(), total)) {
            services.executions()
                    .create(runs, settings)
                    .run(
                            labels.tasks(pending, predictions),
                            tuning ? progress : new KeepingListener(progress, results));
        }
        List<String> made = pending.stream().map(Plan.Item::id).toList();
        runs.queue()
                .job(labels.plan().suite(), labels.plan().digest())
                .ifPresent(job -> runs.queue().claim(job.key(), 0, made));
    }

    private void makeRemotely(RemoteRuns workers, List<Plan.Item> pending, boolean predictions, boolean tuning) {
        results.expect(tuning ? List.of() : pending.stream().map(Plan.Item::id).toList());
        try (RunCount count = ProgressFactory.count(console, tuning, pending.size())) {
            workers.make(labels, pending, predictions, new ReadingCount(count, results));
        } catch (WorkRefusedException e) {
            throw UserError.because(e.lines());
        }
    }

    /** A listener that keeps the runs for the comparison. */
    private record KeepingListener(Progress shown, ReadAhead results) implements ExecutionListener {
        @Override
        public void advanced(RunTask task, long steps) {
            shown.advanced(task, steps);
        }

        @Override
        public void ended(RunTask task, Run run) {
            results.made(run);
            shown.ended(task, run);
        }

        @Override
        public void waiting(RunTask task) {
            shown.waiting(task);
        }
    }

    /** A count that reads stored runs while it waits for more. */
    private record ReadingCount(RunCount shown, ReadAhead results) implements RunCount {
        @Override
        public void update(int stored, int workers) {
            shown.update(stored, workers);
            results.stored(stored);
        }

        @Override
        public void close() {
            shown.close();
        }
    }
}
