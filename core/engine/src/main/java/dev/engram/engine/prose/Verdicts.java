package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.inference.Contrast;
import dev.engram.engine.inference.DifferenceVerdict;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a comparison shows. */
public final class Verdicts {
    /** More cells than this are grouped by verdict: nobody reads a page of sentences. */
    public static final int MAX_SENTENCES = 12;

    private Verdicts() {}

    /** Everything that a comparison shows, with the full names of its cells. */
    public static List<String> all(Comparison c) {
        return all(c, CellSummary::name).stream().flatMap(List::stream).toList();
    }

    /**
     * Everything that a comparison shows, in groups that each begin with a heading: by the first metric, by the time to
     * the target, by single networks. While runs are missing there is only their number, because tests that are
     * repeated until they show something do.
     *
     * @param names of cells in the sentences
     */
    public static List<List<String>> all(Comparison c, Function<CellSummary, String> names) {
        if (c.hasMissingRuns()) {
            int missing = c.design().missingRuns();
            return List.of(List.of("No verdict yet: " + Sentences.plural(missing, "run")
                    + (missing == 1 ? " is" : " are") + " missing, and tests before the last run can show"
                    + " differences that do not exist. engram run makes the missing runs."));
        }
        return Stream.of(of(c, names), TimeToTargetVerdicts.of(c, names), McNemarVerdicts.of(c, names))
                .filter(v -> !v.isEmpty())
                .toList();
    }

    /**
     * By the first metric: a heading that names the test, and a sentence for each cell; empty if nothing was compared.
     */
    public static List<String> of(Comparison c, Function<CellSummary, String> names) {
        List<CellSummary> compared = c.cells().stream()
                .filter(cell -> !cell.measurements().metrics().isEmpty()
                        && contrast(cell).isPresent())
                .toList();
        // a single descent of a landscape is not a random draw
        boolean random = !c.onLandscapes() || c.cells().get(0).runs().seeds() > 1;
        if (compared.isEmpty() || !random) {
            return List.of();
        }
        String reference =
                c.referenceCell().map(names).orElseGet(() -> c.reference().orElseThrow());
        List<String> verdicts = new ArrayList<>(List.of(heading(c, compared, reference)));
        if (compared.size() <= MAX_SENTENCES) {
            boolean folds = c.design().testPerTrain().isPresent();
            compared.forEach(cell -> verdicts.add(sentence(
                    cell,
                    c.referenceOf(cell).orElseThrow(),
                    cell.measurements().metrics().get(0),
                    folds,
                    names)));
        } else {
            verdicts.addAll(groupedByVerdict(compared, cell -> contrast(cell).orElseThrow(), reference, names));
        }
        return List.copyOf(verdicts);
    }

    private static Optional<Contrast> contrast(CellSummary cell) {
        return cell.measurements().metrics().get(0).difference();
    }

    private static String heading(Comparison c, List<CellSummary> compared, String reference) {
        int family = contrast(compared.get(0)).orElseThrow().family();
        String choice = c.baseline().isPresent() ? "" : ", the best cell in these same seeds, which favors it";
        return "Verdicts by " + c.metrics().get(0).name() + ", against " + reference + choice + " ("
                + TestPhrases.name(c) + TestPhrases.correction(family) + "):";
    }

    /**
     * The verdict on one metric of one cell.
     *
     * @param folds true if the seeds are folds of the same data
     */
    public static String sentence(
            CellSummary cell,
            CellSummary reference,
            MetricSummary m,
            boolean folds,
            Function<CellSummary, String> names) {
        Contrast d = m.difference().orElseThrow();
        PairedDifferences p = d.pairedDifferences();
        String here = names.apply(cell);
        String there = names.apply(reference);
        String metric = m.metric().name();
        String verdict = switch (d.verdict()) {
            case BETTER, WORSE -> here + " is " + d.verdict().word() + " than " + there;
            case HIGHER, LOWER -> here + " has a " + d.verdict().word() + " " + metric + " than " + there;
            case SAME -> here + " has the same " + metric + " as " + there + " in " + allSeeds(p.n());
            case NOT_SHOWN -> "No difference shown between " + here + " and " + there;
            case TOO_FEW_SEEDS -> "Too few seeds to show any difference between " + here + " and " + there;
            case NOT_COMPARED -> here + " and " + there + " have no seed in common with a result for " + metric;
        };
        String numbers = switch (d.verdict()) {
            case SAME, NOT_COMPARED -> "";
            default -> ": " + numbers(m, d, folds);
        };
        boolean open = d.verdict() == DifferenceVerdict.NOT_SHOWN || d.verdict() == DifferenceVerdict.TOO_FEW_SEEDS;
        String next = open ? TestPhrases.neededSeeds(d) : "";
        return verdict + numbers + next + costRatio(cell, reference, names) + ".";
    }

    static String allSeeds(int n) {
        return n == 1 ? "the only seed" : "all " + n + " seeds";
    }

    private static String numbers(MetricSummary m, Contrast d, boolean folds) {
        PairedDifferences p = d.pairedDifferences();
        String size = effectSize(m, d);
        return p.n() == 1
                ? size + " in the only seed" + misses(p)
                : size + ", " + count(p, m.metric().direction()) + ", " + Sentences.probability(d.pHolm())
                        + TestPhrases.fallback(d, folds, "a run diverged");
    }

    private static String effectSize(MetricSummary m, Contrast d) {
        PairedDifferences p = d.pairedDifferences();
        if (p.finite() == 0) {
            return "no seed has a " + m.metric().name() + " of both";
        }
        String mean = m.metric().name() + " differs by " + NumberFormats.difference(p.mean(), d.meanInterval());
        if (p.finite() < p.n()) {
            return mean + " where both have one";
        }
        boolean opposite = d.resampled().isEmpty() && p.mean() * p.tendency() < 0;
        return opposite
                ? mean + " in the mean, but by " + NumberFormats.difference(p.median(), p.medianInterval())
                        + " in the median"
                : mean;
    }

    private static String count(PairedDifferences p, int direction) {
        boolean down = p.lower() > p.higher();
        String equal = p.equal() == 0 ? "" : " and equal in " + p.equal();
        String counts = direction(down, direction) + " in " + Math.max(p.lower(), p.higher()) + " of "
                + Sentences.seeds(p.n()) + equal + misses(p);
        return direction == 0
                ? counts
                : counts + ", P(better) = " + NumberFormats.significantDigits(p.probabilityOfSuperiority(), 2);
    }

    private static String direction(boolean down, int direction) {
        if (direction == 0) {
            return down ? "lower" : "higher";
        }
        return down == direction > 0 ? "worse" : "better";
    }

    private static String misses(PairedDifferences p) {
        return p.finite() == p.n() ? "" : " (a diverged run counts as the worst)";
    }

    private static String costRatio(CellSummary cell, CellSummary reference, Function<CellSummary, String> names) {
        double ratio = cell.measurements().cost().multiplyAdds()
                / reference.measurements().cost().multiplyAdds();
        String times = Double.isFinite(ratio) && ratio > 0 ? NumberFormats.significantDigits(ratio, 2) : "1";
        return times.equals("1")
                ? ""
                : "; " + names.apply(cell) + " takes " + times + " times the multiply-adds of "
                        + names.apply(reference);
    }

    /** Cells by their verdicts, where they are too many for a sentence each. */
    static List<String> groupedByVerdict(
            List<CellSummary> compared,
            Function<CellSummary, Contrast> by,
            String reference,
            Function<CellSummary, String> names) {
        List<String> lines = new ArrayList<>();
        for (DifferenceVerdict verdict : DifferenceVerdict.values()) {
            List<CellSummary> cells = compared.stream()
                    .filter(cell -> by.apply(cell).verdict() == verdict)
                    .toList();
            if (!cells.isEmpty()) {
                String group = switch (verdict) {
                    case TOO_FEW_SEEDS -> "too few seeds to show any difference from " + reference;
                    case NOT_SHOWN -> "no difference from " + reference + " shown";
                    case SAME -> "the same as " + reference + " in all seeds";
                    case NOT_COMPARED -> "no seed in common with " + reference;
                    default -> verdict.word() + " than " + reference;
                };
                lines.add(Sentences.capitalize(group) + " (" + cells.size() + "): "
                        + cells.stream()
                                .map(cell -> names.apply(cell) + more(by.apply(cell)))
                                .collect(Collectors.joining(", "))
                        + ".");
            }
        }
        if (compared.stream().anyMatch(cell -> by.apply(cell).additionalSeeds().isPresent())) {
            lines.add("After a name: about how many more seeds would be needed to show a difference of the size seen.");
        }
        return lines;
    }

    private static String more(Contrast d) {
        OptionalInt more = d.additionalSeeds();
        return more.isPresent() ? " (+" + Sentences.rounded(more.getAsInt()) + ")" : "";
    }
}
