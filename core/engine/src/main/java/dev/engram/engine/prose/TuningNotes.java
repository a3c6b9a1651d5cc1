package dev.engram.engine.prose;

import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.tune.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How cells were tuned. */
public final class TuningNotes {
    private TuningNotes() {}

    /** The search, in one sentence. */
    public static String sentence(TuningSummary t) {
        List<TunedCell> tuned = t.cells().stream().filter(TunedCell::tuned).toList();
        if (tuned.isEmpty()) {
            return "No cell has anything to tune.";
        }
        String by = tuned.stream()
                .flatMap(c -> c.metric().stream())
                .map(MetricInfo::name)
                .distinct()
                .collect(Collectors.joining(" or "));
        List<Rung> rungs = tuned.get(0).rungs();
        String data = by.matches("(steps to )?value\\b.*") ? "" : " on validation data";
        String halving = rungs.size() > 1
                ? "; successive halving: "
                        + rungs.stream().map(r -> Integer.toString(r.trials())).collect(Collectors.joining(", "))
                : "";
        return "Tuned" + (by.isEmpty() ? "" : " by " + by + data) + ": " + t.trials() + " trials of each cell ("
                + t.search() + halving + ") with " + (t.seeds().size() == 1 ? "seed " : "seeds ")
                + t.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ", which the comparison does not use.";
    }

    /** What readers should know about the choice in each cell. */
    public static List<String> of(TuningSummary t) {
        List<String> notes = new ArrayList<>();
        for (TunedCell c : t.cells()) {
            if (!c.tuned()) {
                notes.add(c.name() + ": nothing to tune; compared as written.");
            } else if (c.chosen().isEmpty()) {
                notes.add("! " + c.name() + ": " + c.completedRuns() + " of " + c.plannedRuns()
                        + " trial runs are done; nothing is chosen yet.");
            } else if (Double.isNaN(c.best().orElseThrow().score())) {
                notes.add("! " + c.name() + ": " + withoutScore(c));
            } else if (c.distinctConfigurations() < c.trials().size()) {
                notes.add(c.name() + ": its space has only " + c.distinctConfigurations()
                        + " different configurations for " + c.trials().size() + " trials.");
            }
            if (c.trials(Outcome.FAILED) > 0) {
                notes.add("! " + c.name() + ": in " + c.trials(Outcome.FAILED) + " of "
                        + c.trials().size() + " trials a run failed, which counts as the worst; the next"
                        + " engram run repeats it, and another trial may then be chosen.");
            }
            if (c.setting().space().combinations() > c.trials().size()) {
                notes.add(c.name() + ": " + c.trials().size() + " of the "
                        + c.setting().space().combinations() + " combinations of its grid, drawn at random.");
            }
        }
        return notes;
    }

    /** One sentence about chosen values at an end of the values tried; empty if there are none. */
    public static Optional<String> boundaryWarning(TuningSummary t) {
        List<String> found = t.cells().stream()
                .flatMap(c -> c.boundaryOptima().entrySet().stream()
                        .map(e -> chosen(c, e.getKey()) + ", is at the "
                                + e.getValue().word() + " end of the values tried (" + tried(c, e.getKey()) + ")"))
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the "
                + String.join("; the ", found)
                + (found.size() == 1
                        ? "; a better value may lie outside, so widen the space"
                        : "; better values may lie outside, so widen the space"));
    }

    private static String chosen(TunedCell c, String path) {
        return path + " chosen for " + c.name() + ", "
                + c.best().orElseThrow().values().get(c.paths().indexOf(path));
    }

    private static String withoutScore(TunedCell c) {
        boolean ended =
                c.best().orElseThrow().runs().stream().allMatch(r -> r.outcome().hasResults());
        if (!ended) {
            return "no trial finished; the first was chosen.";
        }
        String metric = c.metric().map(MetricInfo::name).orElse("any metric");
        return "no trial has a value for " + metric
                + (c.tunedByTarget() ? "; the one that came nearest was chosen." : "; the first was chosen.");
    }

    private static String tried(TunedCell c, String path) {
        List<String> values = c.trials().stream()
                .map(trial -> trial.values().get(c.paths().indexOf(path)))
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
        return values.get(0) + " to " + values.get(values.size() - 1);
    }
}
