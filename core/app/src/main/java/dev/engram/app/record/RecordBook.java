package dev.engram.app.record;

import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.RunTask;
import dev.engram.app.run.DataLocation;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PlanChecker;
import dev.engram.app.run.Planner;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.statistics.Holm;
import dev.engram.engine.statistics.MeanTest;
import dev.engram.engine.statistics.SignedRank;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.tune.TrialScore;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Problem;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Runs and ranks the entries of a track. An entry stands if its mean over the seeds of the track is shown to be beyond
 * the target after its steps, by a t test. The entry with the fewest steps leads.
 *
 * <p>Neighbours are compared after the steps of the faster one: the slower one is run for as many steps, and the two
 * are paired by seed. So the test asks whether the slower one could have claimed as few steps.
 */
public final class RecordBook {
    private final Planner planner;
    private final PlanChecker checker;
    private final ExecutionFactory executions;

    @Inject
    public RecordBook(Planner planner, PlanChecker checker, ExecutionFactory executions) {
        this.planner = planner;
        this.checker = checker;
        this.executions = executions;
    }

    /** A track that was read and checked. */
    public final class Track {
        private final RecordTrack track;
        private final List<String> overrides;
        /** The plan of each entry but the first for as many steps as the entry before it. */
        private final List<Plan> chasing;

        private Track(RecordTrack track, List<String> overrides, List<Plan> chasing) {
            this.track = track;
            this.overrides = List.copyOf(overrides);
            this.chasing = chasing;
        }

        /** Returns the name of the track's suite. */
        public String name() {
            return track.plan().suite().name();
        }

        /** Returns the name of the track's folder. */
        public String folderName() {
            return track.folder().toAbsolutePath().normalize().getFileName().toString();
        }

        /** Returns the number of seeds. */
        public int seeds() {
            return track.plan().suite().seeds().size();
        }

        /** Returns the names of the entries, the fewest steps first. */
        public List<String> entries() {
            return track.entries().stream().map(RecordEntry::name).toList();
        }

        private List<Plan> plans() {
            List<Plan> all = new ArrayList<>(
                    track.entries().stream().map(RecordEntry::plan).toList());
            all.addAll(chasing);
            return all;
        }

        /** Returns the number of runs that are not stored. */
        public int missing(Store store) {
            Set<String> ids = new HashSet<>();
            plans().forEach(p -> ids.addAll(p.ids()));
            return ids.size() - store.done(ids).size();
        }

        /** Makes the missing runs. */
        public void run(Store store, Execution.Settings settings, ExecutionListener listener) {
            Set<String> planned = new HashSet<>();
            List<RunTask> tasks = new ArrayList<>();
            for (Plan plan : plans()) {
                RunLabels labels = RunLabels.begin(plan, overrides, store);
                Set<String> done = store.done(plan.ids());
                labels.addMissing(plan, done, store);
                tasks.addAll(labels.tasks(
                        plan.items().stream()
                                .filter(i -> !done.contains(i.id()) && planned.add(i.id()))
                                .toList(),
                        false));
            }
            if (!tasks.isEmpty()) {
                executions.create(store, settings).run(tasks, listener);
            }
        }

        /** Judges the entries by the stored runs, the fewest steps first. */
        public List<RecordResult> judge(Store store) {
            List<RecordResult> results = new ArrayList<>();
            double[] behind = new double[chasing.size()];
            for (int i = 0; i < track.entries().size(); i++) {
                RecordEntry entry = track.entries().get(i);
                double[] values = values(entry.plan(), store);
                double[] finite =
                        Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
                results.add(new RecordResult(
                        entry.name(),
                        entry.steps(),
                        values.length - finite.length,
                        MeanTest.above(track.target().at(), finite),
                        OptionalDouble.empty()));
                if (i < behind.length) {
                    behind[i] = behind(values, values(chasing.get(i), store));
                }
            }
            double[] corrected = Holm.adjust(behind);
            for (int i = 0; i < corrected.length; i++) {
                results.set(i, results.get(i).with(OptionalDouble.of(corrected[i])));
            }
            return results;
        }

        /** Returns the results on validation data after the last step, by seed; NaN for a run that diverged. */
        private double[] values(Plan plan, Store store) {
            Map<String, Run> runs = new HashMap<>();
            store.find(plan.ids()).forEach(r -> runs.put(r.id(), r));
            return plan.items().stream()
                    .filter(i -> runs.containsKey(i.id()))
                    .mapToDouble(
                            i -> TrialScore.of(runs.get(i.id()), track.target().metric(), false))
                    .toArray();
        }
    }

    /** Returns two-sided p of the differences by seed, where a miss is worse than every value. */
    private static double behind(double[] faster, double... slower) {
        double[] differences = new double[Math.min(faster.length, slower.length)];
        for (int i = 0; i < differences.length; i++) {
            double here = Double.isNaN(faster[i]) ? Double.NEGATIVE_INFINITY : faster[i];
            double there = Double.isNaN(slower[i]) ? Double.NEGATIVE_INFINITY : slower[i];
            differences[i] = here == there ? 0 : here - there;
        }
        return SignedRank.of(differences).p();
    }

    /**
     * Reads a track and its entries, and checks that they can be run.
     *
     * @param folder folder with track.yaml and entries
     * @param overrides where the data of a user are, as {@code data.NAME.directory=DIR}
     * @throws InvalidPlanException with all problems
     */
    public Track read(Path folder, List<String> overrides) throws InvalidPlanException {
        List<Problem> fixed = overrides.stream()
                .filter(o -> DataLocation.dataset(o).isEmpty())
                .map(o -> new Problem(
                        new Location("--set " + o, 0, 0),
                        "",
                        "a track fixes the settings of its entries; only the place of data can be set, as"
                                + " data.NAME.directory=DIR"))
                .toList();
        if (!fixed.isEmpty()) {
            throw new InvalidPlanException(fixed);
        }
        RecordTrack track = RecordTrack.read(folder, overrides, planner);
        List<Plan> chasing = new ArrayList<>();
        for (int i = 1; i < track.entries().size(); i++) {
            long steps = track.entries().get(i - 1).steps();
            List<String> sets = new ArrayList<>(overrides);
            sets.add("training.steps=" + steps);
            chasing.add(planner.plan(track.entries().get(i).file(), sets));
        }
        for (RecordEntry e : track.entries()) {
            checker.check(e.plan(), e.plan().items().subList(0, 1));
        }
        return new Track(track, overrides, List.copyOf(chasing));
    }
}
