package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.inference.Contrast;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The footnotes of a comparison: what the numbers are, and which runs they cover. */
public final class Notes {
    private Notes() {}

    public static List<String> of(Comparison c) {
        if (c.cells().isEmpty() || c.metrics().isEmpty()) {
            return List.of("Nothing to compare.");
        }
        List<String> notes = new ArrayList<>();
        int seeds = c.cells().get(0).runs().seeds();
        notes.add(metrics(c) + ": measured " + (c.onLandscapes() ? "at the end" : "on the test set") + ", mean over "
                + Sentences.seeds(seeds) + ".");
        if (c.onLandscapes()) {
            notes.add(landscape(c, seeds));
        }
        boolean intervals = c.cells().stream()
                .flatMap(s -> s.measurements().metrics().stream())
                .anyMatch(m -> m.value().hasInterval());
        if (intervals) {
            notes.add("±: half-width of the 95% confidence interval of the mean (Student's t over "
                    + (folds(c)
                            ? "folds, corrected for their shared training data: Nadeau and Bengio 2003)."
                            : "seeds)."));
        }
        c.reference().ifPresent(r -> differences(c, r).forEach(notes::add));
        c.design().target().ifPresent(g -> notes.add(target(c, g, seeds)));
        if (seeds == 1) {
            notes.add("One seed: no confidence interval.");
        }
        for (CellSummary cell : c.cells()) {
            if (!cell.runs().complete()) {
                notes.add("! " + cell.name() + ": " + shortfall(cell) + ".");
            } else if (cell.measurements().metrics().stream()
                    .anyMatch(m -> m.metric().shown() && m.value().n() < seeds)) {
                notes.add(cell.name() + ": " + undefinedMetrics(cell) + ".");
            }
        }
        return List.copyOf(notes);
    }

    private static String target(Comparison c, MetricTarget target, int seeds) {
        boolean few = seeds > 1
                && c.cells().stream()
                        .flatMap(cell -> cell.timeToTarget().stream())
                        .anyMatch(TimeToTarget::hasInfiniteMedian);
        return "steps to " + target.text() + ": steps until the first evaluation"
                + (c.onLandscapes() ? "" : " on validation data") + " that reaches it; median over "
                + Sentences.seeds(seeds) + ", where a run that never reaches it or diverges counts as infinite"
                + (few ? "; " + TimeToTargetVerdicts.TOO_FEW + ": at most half of the runs reach it" : "") + ".";
    }

    private static boolean folds(Comparison c) {
        return c.design().testPerTrain().isPresent();
    }

    /** What the columns of a landscape mean, and where the counted points are. */
    private static String landscape(Comparison c, int seeds) {
        String none = "; " + Measurement.UNKNOWN_LOCATION + ": not within 1% of any";
        String distance = c.metrics().stream().anyMatch(m -> m.name().equals("distance"))
                ? "; distance: to the nearest of them"
                : "";
        if (seeds == 1) {
            return "ended in: the minimum, saddle or maximum within 1% of the end of the run" + none + distance + ".";
        }
        String points = c.endLocations().entrySet().stream()
                .filter(e -> !e.getValue().contains(e.getKey()))
                .map(e -> e.getValue().size() == 1
                        ? e.getValue().first()
                        : e.getKey() + " (" + e.getValue().size() + " different points)")
                .collect(Collectors.joining(", "));
        String counts = points.isEmpty()
                ? "Counts: runs that ended within 1% of a minimum, saddle or maximum"
                : points + ": runs that ended within 1% of it";
        return counts + none + distance + ".";
    }

    private static List<String> differences(Comparison c, String reference) {
        List<Contrast> contrasts = c.cells().stream()
                .flatMap(cell -> cell.measurements().metrics().stream().limit(1))
                .flatMap(m -> m.difference().stream())
                .toList();
        List<PairedDifferences> pairs =
                contrasts.stream().map(Contrast::pairedDifferences).toList();
        boolean corrected = contrasts.stream().anyMatch(d -> d.resampled().isPresent());
        String interval = interval(pairs, corrected);
        List<String> notes = new ArrayList<>();
        notes.add("Δ: mean difference from " + (c.baseline().isPresent() ? "the baseline " : "the best cell, ")
                + reference + ", paired by seed"
                + (interval.isEmpty()
                        ? "."
                        : ", with " + interval + ". Verdicts follow from the tests, not from these ranges."));
        if (hasSentences(c, pairs)) {
            notes.add("P(better): share of seeds in which a cell is better than " + reference
                    + ", with ties counted as half; p: p value, adjusted for the number of comparisons.");
        }
        if (pairs.stream().anyMatch(p -> p.finite() < p.n())) {
            notes.add("A diverged run is left out of means; in medians, tests and verdicts it counts as the worst.");
        }
        return notes;
    }

    /** Whether each cell has a verdict with P(better) and p. */
    private static boolean hasSentences(Comparison c, List<PairedDifferences> pairs) {
        return !c.hasMissingRuns()
                && c.metrics().get(0).direction() != 0
                && pairs.size() <= Verdicts.MAX_SENTENCES
                && pairs.stream().anyMatch(p -> p.n() > 1 && p.equal() < p.n());
    }

    /** What stands in brackets after a difference; empty if nothing does. */
    private static String interval(List<PairedDifferences> pairs, boolean corrected) {
        boolean few = pairs.stream().anyMatch(p -> p.meanInterval().exists() && p.finite() < Bootstrap.MIN_VALUES);
        boolean enough = pairs.stream().anyMatch(p -> p.finite() >= Bootstrap.MIN_VALUES);
        String bootstrap = "its 95% bootstrap confidence interval";
        String range = "the range over seeds, because fewer than " + Bootstrap.MIN_VALUES + " give no 95% interval";
        if (!few && !enough) {
            return "";
        }
        if (corrected) {
            return "its 95% confidence interval by the corrected t test";
        }
        if (few && enough) {
            return bootstrap + ", or " + range;
        }
        return enough ? bootstrap : range;
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
        for (Outcome o : List.of(Outcome.DIVERGED, Outcome.EXPLODED, Outcome.FAILED)) {
            int n = cell.runs().outcomes().get(o);
            if (n > 0) {
                counts.add(n + " " + o.word());
            }
        }
        if (cell.runs().missing() > 0) {
            counts.add(cell.runs().missing() + (cell.runs().missing() == 1 ? " is missing" : " are missing"));
        }
        String all = "of " + Sentences.seeds(cell.runs().seeds()) + ", " + String.join(" and ", counts);
        return switch (cell.runs().successful()) {
            case 0 -> all + "; there is no mean";
            case 1 -> all + "; its numbers are those of the one that finished, without an interval";
            default -> all + "; its means are over the " + cell.runs().successful() + " that finished";
        };
    }

    private static String undefinedMetrics(CellSummary cell) {
        return cell.measurements().metrics().stream()
                .filter(m -> m.metric().shown() && m.value().n() < cell.runs().seeds())
                .map(m -> m.metric().name() + " is defined for " + m.value().n() + " of "
                        + Sentences.seeds(cell.runs().seeds()))
                .collect(Collectors.joining(", "));
    }
}
