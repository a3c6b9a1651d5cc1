package dev.engram.app.record;

import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.Planner;
import dev.engram.engine.config.ConfigDiff;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.Target;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A track and its entries, as they are written.
 *
 * @param plan the track's own suite, which fixes everything but the optimizer and the number of steps
 * @param target what every entry has to reach
 * @param entries the fewest steps first
 */
record RecordTrack(Path folder, Plan plan, Target target, List<RecordEntry> entries) {
    /** The suite that all entries extend. */
    static final String TRACK_FILE = "track.yaml";

    /** The folder of the entries. */
    static final String ENTRIES = "entries";

    private static final String STEPS = "training.steps";
    private static final String OPTIMIZER = "optimizer";

    /**
     * Reads a track.
     *
     * @param overrides where the data of a user are
     * @throws InvalidPlanException with all problems of all entries
     */
    static RecordTrack read(Path folder, List<String> overrides, Planner planner) throws InvalidPlanException {
        Path file = folder.resolve(TRACK_FILE);
        if (!Files.isRegularFile(file)) {
            throw invalid(
                    file, "", "this file does not exist; a track is a folder with " + TRACK_FILE + " and " + ENTRIES);
        }
        Plan track = planner.plan(file, overrides);
        Target target = spec(track)
                .target()
                .orElseThrow(() -> invalid(file, "target", "missing: a track says what its entries have to reach"));
        List<Problem> problems = new ArrayList<>();
        List<RecordEntry> entries = new ArrayList<>();
        for (Path entry : files(folder.resolve(ENTRIES))) {
            try {
                Plan plan = planner.plan(entry, overrides);
                check(entry, track, plan, problems);
                String name = entry.getFileName().toString().replaceFirst("\\.yaml$", "");
                entries.add(new RecordEntry(
                        name, entry, plan, spec(plan).training().budget().steps()));
            } catch (InvalidPlanException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        entries.sort(Comparator.comparingLong(RecordEntry::steps).thenComparing(RecordEntry::name));
        return new RecordTrack(folder, track, target, List.copyOf(entries));
    }

    static InvalidPlanException invalid(Path file, String path, String message) {
        return new InvalidPlanException(List.of(problem(file, path, message)));
    }

    private static Problem problem(Path file, String path, String message) {
        return new Problem(new Location(file.toString(), 0, 0), path, message);
    }

    private static List<Path> files(Path folder) throws InvalidPlanException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw invalid(folder, "", "the folder of the entries cannot be read");
        }
    }

    static RunSpec spec(Plan plan) {
        return plan.cells().get(0).spec();
    }

    /** An entry differs from the track in the optimizer and the number of steps, and in nothing else. */
    private static void check(Path entry, Plan track, Plan plan, List<Problem> problems) {
        if (plan.cells().size() != 1 || plan.suite().tuning().isPresent()) {
            problems.add(
                    problem(entry, "", "an entry is one cell with chosen hyperparameters; remove compare and tune"));
            return;
        }
        ConfigDiff.between(List.of(spec(track), spec(plan))).forEach((path, values) -> {
            if (!path.equals(OPTIMIZER) && !path.startsWith(OPTIMIZER + ".") && !path.equals(STEPS)) {
                problems.add(problem(
                        entry,
                        path,
                        "the track fixes it at '" + values.get(0) + "', and the entry has '" + values.get(1)
                                + "'; an entry chooses the optimizer and " + STEPS));
            }
        });
        if (!plan.suite().seeds().equals(track.suite().seeds())) {
            problems.add(problem(entry, "seeds", "the seeds belong to the track; remove them"));
        }
        if (!spec(plan).target().equals(spec(track).target())) {
            problems.add(problem(entry, "target", "the target belongs to the track; remove it"));
        }
        if (spec(plan).training().budget().steps() < 1
                || spec(plan).training().budget().steps()
                        > spec(track).training().budget().steps()) {
            problems.add(problem(
                    entry,
                    STEPS,
                    "expected at most " + spec(track).training().budget().steps()
                            + " steps, the longest run of the track"));
        }
    }
}
