package dev.engram.engine.prose;

import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.tune.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How cells were tuned, in words. */
public final class TuningNotes {
    private TuningNotes() {}

    /** What was done, in a sentence. */
    public static String sentence(TuningSummary t) {
        List<TunedCell> tuned = t.cells().stream().filter(TunedCell::tuned).toList();
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
                + ": " + t.trials() + " trials of each cell (" + t.search()
                + (rungs.size() > 1
                        ? "; successive halving: "
                                + rungs.stream()
                                        .map(r -> Integer.toString(r.trials()))
                                        .collect(Collectors.joining(", "))
                        : "")
                + ")"
                + " with " + (t.seeds().size() == 1 ? "seed " : "seeds ")
                + t.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ", which the comparison does not use.";
    }

    /** What is to be known about it. */
    public static List<String> of(TuningSummary t) {
        List<String> notes = new ArrayList<>();
        for (TunedCell c : t.cells()) {
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
    public static List<String> boundaryWarnings(TuningSummary t) {
        List<String> found = new ArrayList<>();
        for (TunedCell c : t.cells()) {
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
                .map(trial -> trial.values().get(c.paths().indexOf(path)))
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
        return values.get(0) + " to " + values.get(values.size() - 1);
    }
}
