package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.Contrast;
import dev.engram.engine.compare.DifferenceVerdict;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.SampleSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What comparisons show, in words. */
public final class Verdicts {
    /** More than these are gathered by verdict: no one reads a page of sentences. */
    public static final int MAX_SENTENCES = 12;

    private Verdicts() {}

    /** All that a comparison shows, cells under their full names. */
    public static List<String> all(Comparison c) {
        return all(c, CellSummary::name).stream().flatMap(List::stream).toList();
    }

    /**
     * All that a comparison shows, in groups that each begin with a heading: by the first metric, by the time to the target, by single
     * networks. Of an unfinished suite, only how many runs are missing: tests that are looked at before the last run find too much.
     *
     * @param names of cells in the sentences
     */
    public static List<List<String>> all(Comparison c, Function<CellSummary, String> names) {
        if (c.hasMissingRuns()) {
            return List.of(List.of("No verdict yet: " + c.design().missingRuns()
                    + (c.design().missingRuns() == 1 ? " run is" : " runs are")
                    + " missing, and tests that are looked at"
                    + " before the last run find more than there is. engram run makes what is missing."));
        }
        return Stream.of(of(c, names), TimeToTargetVerdicts.of(c, names), McNemarVerdicts.of(c, names))
                .filter(v -> !v.isEmpty())
                .toList();
    }

    /** By the first metric: what was tested, and one sentence for each cell; empty where nothing was compared. */
    public static List<String> of(Comparison c, Function<CellSummary, String> names) {
        List<CellSummary> compared = c.cells().stream()
                .filter(cell -> !cell.metrics().isEmpty() && contrast(cell).isPresent())
                .toList();
        boolean drawn = !c.onLandscapes()
                || c.cells().get(0).seeds() > 1; // one descent of a given function has no chance in it
        if (compared.isEmpty() || !drawn) {
            return List.of();
        }
        CellSummary reference = c.referenceCell().orElseThrow();
        List<String> verdicts = new ArrayList<>(List.of(heading(c, compared, names.apply(reference))));
        if (compared.size() <= MAX_SENTENCES) {
            compared.forEach(cell -> verdicts.add(sentence(
                    cell,
                    reference,
                    cell.metrics().get(0),
                    c.design().testPerTrain().isPresent(),
                    names)));
        } else {
            verdicts.addAll(
                    groupedByVerdict(compared, cell -> contrast(cell).orElseThrow(), names.apply(reference), names));
        }
        return List.copyOf(verdicts);
    }

    /**
     * Which test was made in the place of the corrected t, and why.
     *
     * @param miss what keeps it from being made, as a rule
     */
    static String fallbackTest(Contrast d, boolean folds, String miss) {
        return folds && d.resampled().isEmpty()
                ? " (signed-rank test, as "
                        + (d.pairedDifferences().finite()
                                        < d.pairedDifferences().n()
                                ? miss
                                : "all folds differ by the same")
                        + ", which takes folds for independent)"
                : "";
    }

    private static Optional<Contrast> contrast(CellSummary cell) {
        return cell.metrics().get(0).difference();
    }

    private static String heading(Comparison c, List<CellSummary> compared, String reference) {
        int family = contrast(compared.get(0)).orElseThrow().family();
        String against = c.baseline().isPresent()
                ? "against " + reference
                : "against " + reference + ", the best of these very seeds, which favours it";
        return "Verdicts by " + c.metrics().get(0).name() + ", " + against + " (" + testName(c)
                + (family > 1 ? ", Holm's correction for " + family + " comparisons" : "") + ", level "
                + NumberFormats.exact(Distributions.SIGNIFICANCE_LEVEL) + "):";
    }

    /** The test that decides. */
    public static String testName(Comparison c) {
        return c.design().testPerTrain().isPresent()
                ? "t tests over folds, corrected for the training data that they share"
                : "signed-rank tests over seeds";
    }

    /**
     * Of one metric of one cell.
     *
     * @param folds are the seeds folds of the same data?
     */
    public static String sentence(
            CellSummary cell,
            CellSummary reference,
            MetricSummary m,
            boolean folds,
            Function<CellSummary, String> names) {
        Contrast d = m.difference().orElseThrow();
        PairedDifferences p = d.pairedDifferences();
        String there = names.apply(reference);
        String metric = m.metric().name();
        String here = names.apply(cell);
        String verdict = switch (d.verdict()) {
            case BETTER, WORSE -> here + " is " + d.verdict().word() + " than " + there;
            case HIGHER, LOWER -> here + " has a " + d.verdict().word() + " " + metric + " than " + there;
            case SAME ->
                here + " has the same " + metric + " as " + there + " in "
                        + (p.n() == 1 ? "the only seed" : "all " + p.n() + " seeds");
            case NOT_SHOWN -> "No difference shown between " + here + " and " + there;
            case NOT_COMPARED -> here + " has no " + metric + " to compare with " + there + " seed by seed";
        };
        String numbers = switch (d.verdict()) {
            case SAME, NOT_COMPARED -> "";
            default ->
                ": " + effectSize(m, d)
                        + (p.n() == 1
                                ? " in the only seed" + misses(p)
                                : ", " + count(p, m.metric().direction()))
                        + (p.n() == 1 ? "" : ", " + probability(d.pHolm()) + fallbackTest(d, folds, "a run diverged"));
        };
        String next = d.verdict() == DifferenceVerdict.NOT_SHOWN ? neededSeeds(d) : "";
        return verdict + numbers + next + costRatio(cell, reference) + ".";
    }

    private static String effectSize(MetricSummary m, Contrast d) {
        PairedDifferences p = d.pairedDifferences();
        String metric = m.metric().name();
        if (p.finite() == 0) {
            return "no seed in which both have one";
        }
        String mean = metric + " " + NumberFormats.difference(p.mean(), d.meanInterval());
        boolean drawn = d.resampled().isEmpty() && p.finite() == p.n() && p.mean() * p.tendency() < 0;
        return p.finite() < p.n()
                ? mean + " where both have one"
                : drawn
                        ? mean + " in the mean but " + NumberFormats.difference(p.median(), p.medianInterval())
                                + " in the median"
                        : mean;
    }

    private static String count(PairedDifferences p, int direction) {
        boolean down = p.lower() > p.higher();
        String word = direction == 0 ? down ? "lower" : "higher" : down == direction > 0 ? "worse" : "better";
        String even = p.equal() == 0 ? "" : ", equal in " + p.equal();
        return word + " in " + Math.max(p.lower(), p.higher()) + even + " of " + seeds(p.n()) + misses(p)
                + (direction == 0
                        ? ""
                        : ", P(better) = " + NumberFormats.significantDigits(p.probabilityOfSuperiority(), 2));
    }

    private static String misses(PairedDifferences p) {
        return p.finite() == p.n() ? "" : " (diverged counts as worst)";
    }

    public static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : "p = " + NumberFormats.significantDigits(p, 2);
    }

    static String neededSeeds(Contrast d) {
        int n = d.pairedDifferences().n();
        if (d.resampled().isPresent()) {
            return d.additionalSeeds().isEmpty()
                    ? "; more folds of these data would not show one of this size"
                    : "; about " + round(d.additionalSeeds().getAsInt()) + " more seed"
                            + (d.additionalSeeds().getAsInt() == 1 ? "" : "s") + " needed";
        }
        int fewest = SampleSize.minimum(d.holmFactor());
        if (d.additionalSeeds().isEmpty()) {
            return "; if there is one, more than " + SampleSize.MAX_ADDITIONAL + " more seeds would be needed";
        }
        int more = d.additionalSeeds().getAsInt();
        String cannot = n >= fewest
                ? ""
                : seeds(n) + " cannot show one" + (d.holmFactor() > 1 ? " among " + d.family() + " comparisons" : "")
                        + ", ";
        return "; " + cannot + "about " + round(more) + " more seed" + (more == 1 ? "" : "s") + " needed";
    }

    /** Two digits: a plan is no more exact. */
    private static String round(int more) {
        return NumberFormats.significantDigits(more, 2);
    }

    private static String costRatio(CellSummary cell, CellSummary reference) {
        double ratio = cell.cost().multiplyAdds() / reference.cost().multiplyAdds();
        String times = Double.isFinite(ratio) && ratio > 0 ? NumberFormats.significantDigits(ratio, 2) : "1";
        return times.equals("1") ? "" : "; takes " + times + " times the multiply-adds";
    }

    /** Cells by their verdicts, where they are too many for a sentence each. */
    static List<String> groupedByVerdict(
            List<CellSummary> compared,
            Function<CellSummary, Contrast> by,
            String reference,
            Function<CellSummary, String> names) {
        Map<DifferenceVerdict, List<CellSummary>> groups = new LinkedHashMap<>();
        for (DifferenceVerdict v : DifferenceVerdict.values()) {
            groups.put(
                    v,
                    compared.stream()
                            .filter(cell -> by.apply(cell).verdict() == v)
                            .toList());
        }
        List<String> lines = new ArrayList<>();
        groups.forEach((verdict, cells) -> {
            if (!cells.isEmpty()) {
                lines.add(capitalize(
                                switch (verdict) {
                                    case NOT_SHOWN -> "no difference shown to " + reference;
                                    case SAME -> "the same as " + reference + " in all seeds";
                                    case NOT_COMPARED -> "no seed in common with " + reference;
                                    default -> verdict.word() + " than " + reference;
                                })
                        + " (" + cells.size() + "): "
                        + cells.stream()
                                .map(cell -> names.apply(cell) + more(by.apply(cell)))
                                .collect(Collectors.joining(", "))
                        + ".");
            }
        });
        if (compared.stream().anyMatch(cell -> by.apply(cell).additionalSeeds().isPresent())) {
            lines.add("In brackets: about how many more seeds would show a difference of the size seen.");
        }
        return lines;
    }

    private static String more(Contrast d) {
        OptionalInt more = d.additionalSeeds();
        return more.isPresent() ? " (+" + round(more.getAsInt()) + ")" : "";
    }

    private static String capitalize(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String seeds(int n) {
        return n + (n == 1 ? " seed" : " seeds");
    }
}
