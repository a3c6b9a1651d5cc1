package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.TrainingSettings.Keep;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The legend of the tables of a comparison: what their columns mean, and which tests decide. */
public final class Legend {
    private static final String TWO_MISSES = " Two such runs count as equal: their difference is 0 in a mean over"
            + " strata, and a change of the gap that they leave unknown counts as 0.";

    private Legend() {}

    public static List<String> of(Comparison c) {
        return of(List.of(c), Optional.empty());
    }

    /** The legend of the tables of several problems: every line once. */
    public static List<String> of(List<Comparison> comparisons, Optional<Design> design) {
        return of(comparisons, design, false);
    }

    /** The same for the console, whose table has the column examples/s. */
    public static List<String> onConsole(List<Comparison> comparisons, Optional<Design> design) {
        return of(comparisons, design, true);
    }

    private static List<String> of(List<Comparison> comparisons, Optional<Design> design, boolean console) {
        String terms = comparisons.stream()
                .flatMap(c -> terms(c, Answers.of(c)).stream())
                .distinct()
                .collect(Collectors.joining("; "));
        return Stream.of(
                        comparisons.stream().flatMap(c -> tests(c, Answers.of(c), design).stream()),
                        Stream.of(terms + ".").filter(t -> !terms.isEmpty()),
                        comparisons.stream().flatMap(c -> tables(c, console).stream()))
                .flatMap(lines -> lines)
                .distinct()
                .toList();
    }

    /** What the verdicts compare, and the test that decides; or why there is none yet. */
    private static Optional<String> tests(Comparison c, List<QuestionResult> answers, Optional<Design> design) {
        return answers.isEmpty()
                ? Verdicts.notYet(c)
                : Optional.of(TestPhrases.heading(
                                c,
                                answers,
                                UnaryOperator.identity(),
                                design.map(Legend::parts).orElse(""))
                        + ".");
    }

    /** The columns of the table of verdicts. */
    private static List<String> terms(Comparison c, List<QuestionResult> answers) {
        List<String> terms = new ArrayList<>();
        if (answers.isEmpty()) {
            return terms;
        }
        String corrected = answers.get(0).contrast().family() > 1 ? " after the correction" : "";
        String estimate =
                folds(c) ? "mean" : "Hodges-Lehmann estimate, which may differ from the difference of the means";
        terms.add("Δ " + c.metrics().get(0).name() + ": difference from the reference, paired by seed (" + estimate
                + ")"
                + (answers.stream().anyMatch(a -> Verdicts.effect(a.contrast()).contains("["))
                        ? ", and in brackets the confidence interval of the test" + corrected
                        : ""));
        if (answers.stream()
                .anyMatch(a -> Double.isInfinite(a.contrast().effect().value()))) {
            terms.add("inf: in most seeds one of the two runs diverged or exploded");
        }
        if (answers.stream().anyMatch(a -> Verdicts.isMean(a.contrast()))) {
            terms.add(Verdicts.MEAN.strip()
                    + ": the mean difference and its 95% interval, not corrected, where the estimate is 0 because"
                    + " many differences have the same size");
        }
        boolean changes = answers.stream().anyMatch(a -> QuestionPhrases.isChange(a.question()));
        if (changes) {
            terms.add("rows of a change: how much this difference changes; gains, loses: it does so for the better, for"
                    + " the worse");
        }
        terms.add("p: p value" + corrected);
        if (c.metrics().get(0).direction() != 0) {
            terms.add("P(better): share of seeds with a result better than that of the reference"
                    + (changes ? ", or with a change for the better" : "") + ", with ties as half");
        }
        if (Answers.someLackSeeds(c)) {
            terms.add("seeds: those with a result or a divergence in all cells that are compared; a seed with a"
                    + " failed run is left out");
        }
        if (Answers.someNeedSeeds(answers)) {
            terms.add("more seeds: about how many would show a difference of this size");
        }
        if (Answers.costsDiffer(answers)) {
            terms.add("cost ratio: multiply-adds relative to the reference");
        }
        return terms;
    }

    /** The tables of cells. */
    private static List<String> tables(Comparison c, boolean console) {
        if (c.cells().isEmpty() || c.metrics().isEmpty()) {
            return List.of("Nothing to compare.");
        }
        List<String> lines = new ArrayList<>();
        int seeds = c.cells().get(0).runs().seeds();
        lines.add(metrics(c) + ": measured " + (c.onLandscapes() ? "at the end" : "on the test set " + tested(c))
                + ", mean over " + Sentences.seeds(seeds) + ".");
        if (c.onLandscapes()) {
            lines.add(landscape(c, seeds));
        }
        if (metrics(c.cells()).anyMatch(m -> m.value().hasInterval())) {
            lines.add("±: half-width of the 95% confidence interval of the mean (Student's t over "
                    + (folds(c)
                            ? "folds, corrected for their shared training data: Nadeau and Bengio 2003)."
                            : "seeds)."));
        }
        lines.add(cost(c));
        if (console && !c.onLandscapes()) {
            lines.add("examples/s: training examples per second, without evaluation, median over seeds.");
        }
        if (Answers.of(c).isEmpty()) {
            c.reference().ifPresent(r -> lines.add(differences(c, r)));
        }
        if (metrics(c.cells()).anyMatch(m -> m.median().misses() > 0)) {
            lines.add("A diverged or exploded run is left out of means; in medians, tests and verdicts it counts as the"
                    + " worst." + (Answers.of(c).stream().anyMatch(Legend::joinsMisses) ? TWO_MISSES : ""));
        }
        lines.addAll(TargetLegend.of(c));
        if (seeds == 1) {
            lines.add("One seed: no confidence interval.");
        }
        return List.copyOf(lines);
    }

    private static Stream<MetricSummary> metrics(List<CellSummary> cells) {
        return cells.stream().flatMap(cell -> cell.measurements().metrics().stream());
    }

    /** The parameters with which the test data are measured. */
    private static String tested(Comparison c) {
        String best = "with the parameters of the lowest validation loss";
        boolean last = c.design().tested().contains(Keep.LAST);
        if (c.design().tested().contains(Keep.BEST)) {
            return last ? "after the last step or, in cells with keep=best, " + best : best;
        }
        return "after the last step";
    }

    /** Returns true if a mean over strata or a change includes a run without a result. */
    private static boolean joinsMisses(QuestionResult a) {
        PairedDifferences p = a.contrast().pairedDifferences();
        return a.question().kind() != QuestionKind.CELL && p.finite() < p.n();
    }

    /** What the columns of the cost count. */
    private static String cost(Comparison c) {
        return "Cost, without evaluation: median steps and seconds, mean "
                + (c.onLandscapes()
                        ? "state bytes (of the optimizer)."
                        : "multiply-adds (of matrix products) and state bytes (of rule and optimizer).");
    }

    /** The kinds of questions of a family, such as {@code : 6 cells, 2 main effects}; empty if there is one kind. */
    private static String parts(Design design) {
        List<String> parts = new ArrayList<>(Arrays.stream(QuestionKind.values())
                .filter(kind -> design.count(kind) > 0)
                .map(kind -> QuestionPhrases.count(kind, design.count(kind)))
                .toList());
        if (design.overProblems() > 0) {
            parts.add(design.overProblems() + " over problems");
        }
        return parts.size() < 2 ? "" : ": " + String.join(", ", parts);
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

    /** What a difference is where it has no verdict. */
    private static String differences(Comparison c, String reference) {
        List<Contrast> contrasts = c.cells().stream()
                .flatMap(cell -> cell.measurements().metrics().stream().limit(1))
                .flatMap(m -> m.difference().stream())
                .toList();
        List<PairedDifferences> pairs =
                contrasts.stream().map(Contrast::pairedDifferences).toList();
        boolean corrected = contrasts.stream().anyMatch(d -> d.resampled().isPresent());
        String interval = interval(pairs, corrected);
        return "Δ: mean difference from " + (c.baseline().isPresent() ? "the baseline " : "the best cell, ") + reference
                + ", paired by seed" + (interval.isEmpty() ? "." : ", with " + interval + ".");
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
}
