package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.Contrast;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The footnotes of a comparison, in words. */
public final class Notes {
    private Notes() {}

    public static List<String> of(Comparison c) {
        List<String> notes = new ArrayList<>();
        if (c.cells().isEmpty() || c.metrics().isEmpty()) {
            return List.of("Nothing to compare.");
        }
        int seeds = c.cells().get(0).seeds();
        notes.add(metrics(c) + ": measured " + (c.onLandscapes() ? "at the end" : "on the test set") + ", mean over "
                + seeds(seeds) + ".");
        if (c.onLandscapes()) {
            notes.add(landscape(c, seeds));
        }
        boolean intervals = c.cells().stream()
                .flatMap(s -> s.metrics().stream())
                .anyMatch(m -> m.value().hasInterval());
        if (intervals) {
            notes.add("±: the interval that holds the true mean with 95% confidence (Student's t over "
                    + (folds(c)
                            ? "folds, corrected for the training" + " data that they share: Nadeau and Bengio 2003)."
                            : "seeds)."));
        }
        c.reference().ifPresent(r -> differences(c, r).forEach(notes::add));
        c.design().target().ifPresent(g -> notes.add(target(c, g, seeds)));
        if (seeds == 1) {
            notes.add("One seed: no interval can be given.");
        }
        for (CellSummary cell : c.cells()) {
            if (!cell.complete()) {
                notes.add("! " + cell.name() + ": " + shortfall(cell) + ".");
            } else if (cell.metrics().stream()
                    .anyMatch(m -> m.metric().shown() && m.value().n() < seeds)) {
                notes.add(cell.name() + ": " + undefinedMetrics(cell) + ".");
            }
        }
        return List.copyOf(notes);
    }

    private static String target(Comparison c, MetricTarget g, int seeds) {
        boolean few = seeds > 1
                && c.cells().stream()
                        .flatMap(cell -> cell.timeToTarget().stream())
                        .anyMatch(TimeToTarget::hasInfiniteMedian);
        return "steps to " + g.text() + ": until an evaluation shows it"
                + (c.onLandscapes() ? "" : " on validation data") + "; median over " + seeds(seeds)
                + ", in which a run that does not get there, or diverges, takes for ever"
                + (few ? "; " + TimeToTargetVerdicts.TOO_FEW + ": half of the runs or fewer get there" : "") + ".";
    }

    private static boolean folds(Comparison c) {
        return c.design().testPerTrain().isPresent();
    }

    /** What the columns of a landscape mean, and where the places are that they count. */
    private static String landscape(Comparison c, int seeds) {
        String none = "; " + Measurement.UNKNOWN_LOCATION + ": within 1% of none";
        String distance = c.metrics().stream().anyMatch(m -> m.name().equals("distance"))
                ? "; distance: from the nearest one"
                : "";
        if (seeds == 1) {
            return "ended in: the minimum, saddle or maximum that the run is within 1% of" + none + distance + ".";
        }
        String points = c.endLocations().entrySet().stream()
                .filter(e -> !e.getValue().contains(e.getKey()))
                .map(e -> e.getValue().size() == 1
                        ? e.getValue().first()
                        : e.getKey() + " (" + e.getValue().size() + " different ones)")
                .collect(Collectors.joining(", "));
        return (points.isEmpty()
                        ? "Counts: runs that ended within 1% of a minimum, saddle or maximum"
                        : points + ": runs that ended within 1% of it")
                + none + distance + ".";
    }

    private static List<String> differences(Comparison c, String reference) {
        List<String> notes = new ArrayList<>();
        String what = "Δ: mean difference to " + (c.baseline().isPresent() ? "the baseline " : "the best, ") + reference
                + ", seed by seed";
        List<PairedDifferences> pairs = c.cells().stream()
                .flatMap(cell -> cell.metrics().stream().limit(1))
                .flatMap(m -> m.difference().stream())
                .map(Contrast::pairedDifferences)
                .toList();
        boolean few = pairs.stream().anyMatch(p -> p.meanInterval().exists() && p.finite() < Bootstrap.MIN_VALUES);
        boolean enough = pairs.stream().anyMatch(p -> p.finite() >= Bootstrap.MIN_VALUES);
        String many = "the 95% bootstrap interval";
        String range = "the range over seeds, as fewer than " + Bootstrap.MIN_VALUES + " give no 95% interval";
        boolean corrected = c.cells().stream()
                .flatMap(cell -> cell.metrics().stream().limit(1))
                .flatMap(m -> m.difference().stream())
                .anyMatch(d -> d.resampled().isPresent());
        String interval = corrected
                ? "the 95% interval of the corrected t"
                : enough && few ? many + ", or " + range : enough ? many : range;
        notes.add(what + (enough || few ? ", with " + interval + ". What is shown, the tests decide." : "."));
        if (pairs.stream().anyMatch(p -> p.finite() < p.n())) {
            notes.add("A run that diverged has no part in means; in medians, tests and verdicts it is the worst.");
        }
        return notes;
    }

    private static String metrics(Comparison c) {
        return c.metrics().stream()
                .filter(MetricInfo::shown)
                .map(m -> m.name()
                        + switch (m.direction()) {
                            case 1 -> " (higher is better)";
                            case -1 -> " (lower is better)";
                            default -> "";
                        })
                .collect(Collectors.joining(", "));
    }

    private static String shortfall(CellSummary cell) {
        List<String> counts = new ArrayList<>();
        for (Outcome o : List.of(Outcome.DIVERGED, Outcome.FAILED)) {
            int n = cell.outcomes().get(o);
            if (n > 0) {
                counts.add(n + " " + o.word());
            }
        }
        if (cell.missingRuns() > 0) {
            counts.add(cell.missingRuns() + " missing");
        }
        String all = "of " + seeds(cell.seeds()) + ", " + String.join(" and ", counts);
        return switch (cell.successfulRuns()) {
            case 0 -> all + ": no mean can be given";
            case 1 -> all + ": its numbers are those of the one that finished, without an interval";
            default -> all + ": its means are over the " + cell.successfulRuns() + " that finished";
        };
    }

    private static String undefinedMetrics(CellSummary cell) {
        return cell.metrics().stream()
                .filter(m -> m.metric().shown() && m.value().n() < cell.seeds())
                .map(m -> m.metric().name() + " is defined for " + m.value().n() + " of " + seeds(cell.seeds()))
                .collect(Collectors.joining(", "));
    }

    private static String seeds(int n) {
        return n + (n == 1 ? " seed" : " seeds");
    }
}
