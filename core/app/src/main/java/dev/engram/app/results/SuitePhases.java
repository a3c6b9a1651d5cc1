package dev.engram.app.results;

import dev.engram.app.run.CheckedPlan;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PlanChecker;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.store.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order in which the missing runs of a suite are made: first the trials of its tuning, rung by rung, if it has one;
 * then the runs of the comparison, seed by seed if it ends when its questions are decided.
 */
public final class SuitePhases {
    private final PlanChecker checker;
    private final Tuner tuner;
    private final ResultsCollector results;
    private final Store store;
    private final RunLabels labels;
    private final Settings settings;
    private final Maker maker;
    private boolean failed;

    public SuitePhases(
            PlanChecker checker,
            Tuner tuner,
            ResultsCollector results,
            Store store,
            RunLabels labels,
            Settings settings,
            Maker maker) {
        this.checker = checker;
        this.tuner = tuner;
        this.results = results;
        this.store = store;
        this.labels = labels;
        this.settings = settings;
        this.maker = maker;
    }

    /**
     * Settings that change no result, except that of how many seeds are made at once until a comparison is decided.
     *
     * @param workers the number of concurrent runs
     * @param timeLimit the time limit of a run; empty for none
     */
    public record Settings(int workers, Optional<Duration> timeLimit) {}

    /** Makes runs, wherever that is. */
    public interface Maker {
        /**
         * Makes trials that are due.
         *
         * @param sizes the size of a run, by the name of its cell
         */
        void makeTrials(TuningState state, List<Plan.Item> due, Map<String, RunSize> sizes);

        /**
         * Makes the missing runs of a comparison, of which there is at least one.
         *
         * @param sizes the size of a run, by the name of its cell
         * @return identities of runs that are known to be done now; the store is asked for the others
         */
        Set<String> makeRuns(Plan plan, List<Plan.Item> pending, Map<String, RunSize> sizes);

        /** Is called if all trials were stored before. */
        void onTrialsStored(TuningState state);

        /** Is called if all runs of a comparison were stored before. */
        void onRunsStored(Plan plan);
    }

    /** Returns whether a run that the results need has failed. */
    public boolean failed() {
        return failed;
    }

    /** Makes the missing runs, and returns the plan of the comparison, with the chosen hyperparameters. */
    public Plan makeAll(CheckedPlan first) throws InvalidPlanException {
        CheckedPlan checked = first;
        if (first.plan().suite().tuning().isPresent()) {
            Plan tuned = tune(first.plan());
            checked = checker.check(tuned, tuned.items(), settings.timeLimit());
        }
        compare(checked.plan(), checked.sizes());
        return checked.plan();
    }

    /**
     * Makes the missing trials and returns the plan with the chosen hyperparameters. Another process may store trials
     * after the state was read, so the last state is one that was read when all of its trials were done.
     */
    private Plan tune(Plan plan) throws InvalidPlanException {
        Set<String> tried = new HashSet<>();
        Set<String> doneBefore = Set.of();
        while (true) {
            TuningState state = tuner.state(plan, Optional.of(store));
            Plan trials = state.trials();
            Set<String> done = store.done(trials.ids());
            labels.addMissing(trials, done, store);
            List<Plan.Item> due = trials.items().stream()
                    .filter(i -> !done.contains(i.id()) && tried.add(i.id()))
                    .toList();
            if (due.isEmpty() && doneBefore.containsAll(done)) {
                failed |= anyFailed(trials.ids());
                if (tried.isEmpty()) {
                    maker.onTrialsStored(state);
                }
                return state.plan();
            }
            doneBefore = done;
            if (!due.isEmpty()) {
                maker.makeTrials(
                        state,
                        due,
                        checker.checkTrials(trials, due, settings.timeLimit()).sizes());
            }
        }
    }

    private void compare(Plan plan, Map<String, RunSize> sizes) {
        if (!plan.suite().untilDecided()) {
            make(plan, sizes);
            return;
        }
        int atOnce = Math.max(1, settings.workers() / Math.max(1, plan.cells().size()));
        List<Long> seeds = results.nextSeeds(plan, store, atOnce);
        int made = 0;
        while (seeds.size() > made) {
            made = seeds.size();
            make(plan.withFirstSeeds(made), sizes);
            seeds = results.nextSeeds(plan, store, atOnce);
        }
    }

    private void make(Plan plan, Map<String, RunSize> sizes) {
        Set<String> done = store.done(plan.ids());
        labels.addMissing(plan, done, store);
        List<Plan.Item> pending =
                plan.items().stream().filter(i -> !done.contains(i.id())).toList();
        Set<String> unknown = new HashSet<>(plan.ids());
        unknown.removeAll(done);
        if (pending.isEmpty()) {
            maker.onRunsStored(plan);
        } else {
            unknown.removeAll(maker.makeRuns(plan, pending, sizes));
        }
        failed |= anyFailed(unknown);
    }

    /** Returns whether one of these runs has failed. All have been made, so one that is not done has failed. */
    private boolean anyFailed(Collection<String> ids) {
        return store.done(ids).size() < Set.copyOf(ids).size();
    }
}
