package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.BestOfTrials;
import dev.engram.engine.tune.Rung;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the cells of a suite were tuned.
 *
 * @param trials of each cell that is tuned
 * @param seeds that the trials were run with, and that the comparison does not use
 * @param search in a word
 */
public record TuningSummary(int trials, List<Long> seeds, String search, List<TunedCell> cells) {
    public TuningSummary {
        seeds = List.copyOf(seeds);
        cells = List.copyOf(cells);
    }

    /** The best of the first k trials of a cell; empty where trials are not alike (see {@link TunedCell#scores}). */
    public double[] bestSoFar(TunedCell cell) {
        return BestOfTrials.bestSoFar(cell.scores(), direction(cell));
    }

    /** The expected best of k trials; a miss counts as the worst score of any trial on the same problem. Empty where nothing is known. */
    public double[] expectedBest(TunedCell cell) {
        int direction = direction(cell);
        double[] same = cells.stream()
                .filter(c -> c.problem().equals(cell.problem()) && c.metric().equals(cell.metric()))
                .flatMapToDouble(c -> Arrays.stream(c.scores()))
                .filter(s -> !Double.isNaN(s))
                .map(s -> direction * s)
                .sorted()
                .toArray();
        return same.length == 0
                ? new double[0]
                : BestOfTrials.expectedBest(cell.scores(), direction, direction * same[0]);
    }

    private static int direction(TunedCell cell) {
        return cell.metric().map(MetricInfo::direction).orElse(1);
    }

    /** What was done, in a sentence. */
    public String sentence() {
        List<TunedCell> tuned = cells.stream().filter(TunedCell::tuned).toList();
        if (tuned.isEmpty()) {
            return "In no cell is there anything to tune.";
        }
        String by = tuned.stream()
                .flatMap(c -> c.metric().stream())
                .map(MetricInfo::name)
                .distinct()
                .collect(Collectors.joining(" or "));
        List<Rung> rungs = tuned.get(0).rungs();
        return "Tuned"
                + (by.isEmpty()
                        ? ""
                        : " by " + by + (by.matches("(steps to )?value\\b.*") ? "" : " on validation data"))
                + ": " + trials + " trials of each cell (" + search
                + (rungs.size() > 1
                        ? "; successive halving: "
                                + rungs.stream()
                                        .map(r -> Integer.toString(r.trials()))
                                        .collect(Collectors.joining(", "))
                        : "")
                + ")"
                + " with " + (seeds.size() == 1 ? "seed " : "seeds ")
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ", which the comparison does not use.";
    }

    /** What is to be known about it. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (TunedCell c : cells) {
            if (!c.tuned()) {
                notes.add(c.name() + ": nothing to tune; it is compared as it stands.");
            } else if (c.chosen().isEmpty()) {
                notes.add("! " + c.name() + ": " + c.completedRuns() + " of " + c.plannedRuns()
                        + " runs of trials are there; nothing is chosen yet.");
            } else if (Double.isNaN(c.best().orElseThrow().score())) {
                boolean ended = c.best().orElseThrow().runs().stream()
                        .allMatch(r -> r.outcome().hasResults());
                notes.add("! " + c.name()
                        + (ended
                                ? ": no trial has a number for "
                                        + c.metric().map(MetricInfo::name).orElse("any metric")
                                        + (c.tunedByTarget()
                                                ? "; that which came nearest was taken."
                                                : "; the first was taken.")
                                : ": no trial ended well; the first was taken."));
            } else if (c.distinctConfigurations() < c.trials().size()) {
                notes.add(c.name() + ": its space has no more than " + c.distinctConfigurations()
                        + " different configurations in " + c.trials().size() + " trials.");
            }
            if (c.trials(Outcome.FAILED) > 0) {
                notes.add("! " + c.name() + ": in " + c.trials(Outcome.FAILED) + " of "
                        + c.trials().size() + " trials a run failed, which counts as the worst; it is made"
                        + " again when the suite is run again, and another trial may then be chosen.");
            }
            if (c.combinations() > c.trials().size()) {
                notes.add(c.name() + ": " + c.trials().size() + " of the " + c.combinations()
                        + " combinations of its grid, drawn at random.");
            }
        }
        return notes;
    }

    /** Where a better value may lie beyond what was tried. */
    public List<String> boundaryWarnings() {
        List<String> found = new ArrayList<>();
        for (TunedCell c : cells) {
            c.boundaryOptima()
                    .forEach((path, boundaryOptimum) -> found.add("the " + path + " chosen for " + c.name() + ", "
                            + c.best().orElseThrow().values().get(c.paths().indexOf(path)) + ", is at the "
                            + boundaryOptimum.word() + " end of what was tried (" + tried(c, path)
                            + "): a better one may lie beyond; widen its space"));
        }
        return found;
    }

    private static String tried(TunedCell c, String path) {
        List<String> values = c.trials().stream()
                .map(t -> t.values().get(c.paths().indexOf(path)))
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
        return values.get(0) + " to " + values.get(values.size() - 1);
    }
}
