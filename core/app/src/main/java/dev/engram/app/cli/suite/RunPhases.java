package dev.engram.app.cli.suite;

import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.execution.Execution;
import dev.engram.app.logging.LoggingConfigurator;
import dev.engram.app.progress.Progress;
import dev.engram.app.progress.ProgressFactory;
import dev.engram.app.progress.RunCount;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.run.RunSize;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.app.work.RemoteRuns;
import dev.engram.app.work.WorkRefusedException;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.tuning.Tuning;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Executes a suite: first the trials of its tuning, rung by rung, if it has one; then the runs of the comparison. */
final class RunPhases {
    private final Console console;
    private final SuiteServices services;
    private final StoreOptions storeOptions;
    private final Store runs;
    private final RunLabels labels;
    private final Execution.Settings settings;
    private final Optional<RemoteRuns> remote;
    private boolean failed;

    RunPhases(
            Console console,
            SuiteServices services,
            StoreOptions storeOptions,
            Store runs,
            RunLabels labels,
            Execution.Settings settings,
            Optional<RemoteRuns> remote) {
        this.console = console;
        this.services = services;
        this.storeOptions = storeOptions;
        this.runs = runs;
        this.labels = labels;
        this.settings = settings;
        this.remote = remote;
    }

    /** Returns whether a run that the results need has failed. */
    boolean failed() {
        return failed;
    }

    /**
     * Makes the missing trials and returns the plan with the chosen hyperparameters. Another process may store trials
     * after the state was read, so the last state is one that was read when all of its trials were done.
     */
    Plan tune(Plan plan) throws InvalidPlanException {
        Set<String> tried = new HashSet<>();
        Set<String> doneBefore = Set.of();
        while (true) {
            TuningState tuningState = services.tuner().state(plan, Optional.of(runs));
            Plan trials = tuningState.trials();
            Set<String> done = runs.done(trials.ids());
            labels.addMissing(trials, done, runs);
            List<Plan.Item> due = trials.items().stream()
                    .filter(i -> !done.contains(i.id()) && tried.add(i.id()))
                    .toList();
            if (due.isEmpty() && doneBefore.containsAll(done)) {
                failed |= anyFailed(trials.ids());
                if (tried.isEmpty()) {
                    console.err()
                            .println(plan.suite().name() + ": tuning, "
                                    + Plural.of(trials.items().size(), "run") + ", all already done");
                }
                return tuningState.plan();
            }
            doneBefore = done;
            if (!due.isEmpty()) {
                makeTrials(plan.suite(), tuningState, due);
            }
        }
    }

    private void makeTrials(Suite suite, TuningState tuningState, List<Plan.Item> due) throws InvalidPlanException {
        Map<String, RunSize> sizes = services.checker()
                .checkTrials(tuningState.trials(), due, settings.timeLimit())
                .sizes();
        Tuning tuning = suite.tuning().orElseThrow();
        String rung = tuningState.rungs() > 1 ? ", rung " + tuningState.rung() + " of " + tuningState.rungs() : "";
        execute(
                suite.name() + ": tuning" + rung + ", "
                        + Plural.of(tuningState.byCell().size(), "cell") + " x "
                        + Plural.of(tuning.trials(), "trial") + " x "
                        + Plural.of(tuning.seeds().size(), "seed"),
                tuningState.trials(),
                due,
                sizes,
                true);
    }

    /** Makes the missing runs of the comparison: all, or seed by seed until its questions are decided. */
    void compare(Plan plan, Map<String, RunSize> sizes) {
        if (!plan.suite().untilDecided()) {
            make(plan, sizes);
            return;
        }
        int atOnce = Math.max(1, settings.workers() / Math.max(1, plan.cells().size()));
        List<Long> seeds = services.results().nextSeeds(plan, runs, atOnce);
        int made = 0;
        while (seeds.size() > made) {
            made = seeds.size();
            make(plan.withFirstSeeds(made), sizes);
            seeds = services.results().nextSeeds(plan, runs, atOnce);
        }
    }

    private void make(Plan plan, Map<String, RunSize> sizes) {
        Set<String> done = runs.done(plan.ids());
        labels.addMissing(plan, done, runs);
        List<Plan.Item> pending =
                plan.items().stream().filter(i -> !done.contains(i.id())).toList();
        if (pending.isEmpty()) {
            console.err()
                    .println(Plural.of(plan.items().size(), "run")
                            + (plan.items().size() == 1 ? ", already done." : ", all already done."));
        } else {
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
        }
        failed |= anyFailed(plan.ids());
    }

    /** Returns whether one of these runs has failed. All have been made, so one that is not done has failed. */
    private boolean anyFailed(Collection<String> ids) {
        return runs.done(ids).size() < Set.copyOf(ids).size();
    }

    private void execute(String what, Plan plan, List<Plan.Item> pending, Map<String, RunSize> sizes, boolean tuning) {
        storeOptions.createOutputFolder();
        int before = plan.items().size() - pending.size();
        console.err()
                .println(what + ", " + Plural.of(pending.size(), "run")
                        + (before > 0 ? " (" + before + " more already done)" : "") + " "
                        + remote.map(r -> r.describe(pending.size()))
                                .orElseGet(() ->
                                        "on " + Plural.of(Math.min(settings.workers(), pending.size()), "worker")));
        LoggingConfigurator.addLogFile(storeOptions.logFile());
        boolean predictions = plan.suite().storePredictions();
        if (remote.isPresent()) {
            makeRemotely(remote.get(), pending, predictions, tuning);
            return;
        }
        long total = pending.stream()
                .mapToLong(i -> sizes.get(i.cell().name()).steps())
                .sum();
        try (Progress progress = ProgressFactory.create(console, tuning, pending.size(), total)) {
            services.executions().create(runs, settings).run(labels.tasks(pending, predictions), progress);
        }
        List<String> made = pending.stream().map(Plan.Item::id).toList();
        runs.queue()
                .job(labels.plan().suite(), labels.plan().digest())
                .ifPresent(job -> runs.queue().claim(job.key(), 0, made));
    }

    private void makeRemotely(RemoteRuns workers, List<Plan.Item> pending, boolean predictions, boolean tuning) {
        try (RunCount count = ProgressFactory.count(console, tuning, pending.size())) {
            workers.make(labels, pending, predictions, count);
        } catch (WorkRefusedException e) {
            throw UserError.because(e.lines());
        }
    }
}
