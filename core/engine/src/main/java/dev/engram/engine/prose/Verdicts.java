package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.Effect;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a comparison shows, in sentences. */
public final class Verdicts {
    /** More verdicts than this are grouped: nobody reads pages of sentences. */
    public static final int MAX_SENTENCES = 40;
    /** The end of an effect that is a mean. */
    public static final String MEAN = " (mean)";

    private Verdicts() {}

    /** Everything that a comparison shows, with the full names of its cells. */
    public static List<String> all(Comparison c) {
        return all(c, UnaryOperator.identity()).stream().flatMap(List::stream).toList();
    }

    /**
     * Everything that a comparison shows, in groups that each begin with a heading: by the first metric, by the time to
     * the target, by single networks. While runs are missing there is only their number.
     *
     * @param names of cells in the sentences
     */
    public static List<List<String>> all(Comparison c, UnaryOperator<String> names) {
        Optional<String> waiting = notYet(c);
        if (waiting.isPresent()) {
            return List.of(List.of(waiting.get()));
        }
        return Stream.of(of(c, names), TimeToTargetVerdicts.of(c, names), McNemarVerdicts.of(c, names))
                .filter(v -> !v.isEmpty())
                .toList();
    }

    /**
     * {@link #all(Comparison, UnaryOperator)} for a text with the {@link Legend}, which has the heading of the verdicts
     * by the first metric.
     */
    public static List<List<String>> withoutHeading(Comparison c, UnaryOperator<String> names) {
        List<List<String>> groups = all(c, names);
        boolean answered = notYet(c).isEmpty() && !Answers.of(c).isEmpty();
        return Stream.concat(
                        groups.stream().limit(answered ? 1 : 0).map(g -> g.subList(1, g.size())),
                        groups.stream().skip(answered ? 1 : 0))
                .toList();
    }

    /** The reason why there is no verdict; empty if all runs are there. */
    public static Optional<String> notYet(Comparison c) {
        int missing = c.design().missingRuns();
        return c.hasMissingRuns()
                ? Optional.of("No verdict yet: " + Sentences.plural(missing, "run")
                        + (missing == 1 ? " is" : " are") + " missing, and tests before the last run can show"
                        + " differences that do not exist. engram run makes the missing runs.")
                : Optional.empty();
    }

    /**
     * By the first metric: a heading that names the test, and a sentence for each question; empty if nothing was
     * compared.
     */
    public static List<String> of(Comparison c, UnaryOperator<String> names) {
        List<QuestionResult> answers = Answers.of(c);
        if (answers.isEmpty()) {
            return List.of();
        }
        MetricInfo metric = c.metrics().get(0);
        List<String> verdicts = new ArrayList<>(List.of(TestPhrases.heading(c, answers, names) + ":"));
        if (answers.size() <= MAX_SENTENCES) {
            boolean folds = c.design().testPerTrain().isPresent();
            answers.forEach(a -> verdicts.add(sentence(a, metric, folds, names)));
        } else {
            verdicts.addAll(GroupedVerdicts.of(
                    named(answers, false, names),
                    named(answers, true, names),
                    names.apply(answers.get(0).question().gap().reference())));
        }
        return List.copyOf(verdicts);
    }

    private static List<GroupedVerdicts.Named> named(
            List<QuestionResult> answers, boolean changes, UnaryOperator<String> names) {
        return answers.stream()
                .filter(a -> QuestionPhrases.isChange(a.question()) == changes)
                .map(a -> new GroupedVerdicts.Named(
                        names.apply(a.question().gap().level()) + QuestionPhrases.where(a.question()), a.contrast()))
                .toList();
    }

    /**
     * The verdict on one metric of one cell.
     *
     * @param folds true if the seeds are folds of the same data
     */
    public static String sentence(CellSummary cell, CellSummary reference, MetricSummary m, boolean folds) {
        QuestionResult answer = new QuestionResult(
                Answers.question(cell.name(), reference.name()),
                m.metric().name(),
                m.difference().orElseThrow(),
                Answers.costRatio(cell, reference),
                Optional.empty());
        return sentence(answer, m.metric(), folds, UnaryOperator.identity());
    }

    /**
     * The answer to one question.
     *
     * @param folds true if the seeds are folds of the same data
     */
    public static String sentence(QuestionResult a, MetricInfo metric, boolean folds, UnaryOperator<String> names) {
        Contrast d = a.contrast();
        String here = names.apply(a.question().gap().level());
        String there = names.apply(a.question().gap().reference());
        String verdict = QuestionPhrases.isChange(a.question())
                ? verdictOnChange(a, metric, here, there)
                : verdictOnGap(a, metric, here, there);
        String numbers = switch (d.verdict()) {
            case SAME, NO_VALUES, NOT_COMPARED -> "";
            default -> ": " + numbers(a, metric, folds);
        };
        boolean open = d.verdict() == DifferenceVerdict.NOT_SHOWN || d.verdict() == DifferenceVerdict.TOO_FEW_SEEDS;
        return verdict + numbers + (open ? TestPhrases.neededSeeds(d) : "") + costRatio(a, here, there) + ".";
    }

    private static String verdictOnGap(QuestionResult a, MetricInfo metric, String here, String there) {
        String where = QuestionPhrases.where(a.question());
        String pair = here + " and " + there;
        PairedDifferences p = a.contrast().pairedDifferences();
        return switch (a.contrast().verdict()) {
            case BETTER, WORSE -> here + " is " + a.contrast().verdict().word() + " than " + there + where;
            case HIGHER, LOWER ->
                here + " has a " + a.contrast().verdict().word() + " " + metric.name() + " than " + there + where;
            case SAME ->
                here + " has the same " + metric.name() + " as " + there + where + " in " + allSeeds(p.n()) + misses(p);
            case NO_VALUES -> pair + " both diverged or exploded" + where + " in " + allSeeds(p.n());
            case NOT_SHOWN -> "No difference shown between " + pair + where;
            case TOO_FEW_SEEDS -> "Too few seeds to show any difference between " + pair + where;
            case NOT_COMPARED -> pair + notCompared(a, metric, where);
        };
    }

    private static String verdictOnChange(QuestionResult a, MetricInfo metric, String here, String there) {
        String where = QuestionPhrases.where(a.question());
        String gap = "the gap between " + here + " and " + there;
        return switch (a.contrast().verdict()) {
            case BETTER -> here + " gains on " + there + where;
            case WORSE -> here + " loses against " + there + where;
            case HIGHER -> Sentences.capitalize(gap) + " rises" + where;
            case LOWER -> Sentences.capitalize(gap) + " falls" + where;
            case SAME ->
                Sentences.capitalize(gap) + " does not change" + where + " in "
                        + allSeeds(a.contrast().pairedDifferences().n());
            case NO_VALUES -> "The change of " + gap + where + " has no value: runs diverged or exploded";
            case NOT_SHOWN -> "No change of " + gap + " shown" + where;
            case TOO_FEW_SEEDS -> "Too few seeds to show any change of " + gap + where;
            case NOT_COMPARED -> here + " and " + there + notCompared(a, metric, where);
        };
    }

    private static String notCompared(QuestionResult a, MetricInfo metric, String where) {
        return a.reason().isPresent()
                ? " are not compared" + where + ": " + a.reason().get().replaceFirst("\\.$", "")
                : " have no seed in common with a result for " + metric.name() + where;
    }

    static String allSeeds(int n) {
        return n == 1 ? "the only seed" : "all " + n + " seeds";
    }

    private static String numbers(QuestionResult a, MetricInfo metric, boolean folds) {
        Contrast d = a.contrast();
        PairedDifferences p = d.pairedDifferences();
        String size = effectSize(a, metric);
        return p.n() == 1
                ? size + " in the only seed" + misses(p)
                : size + ", " + count(a, metric.direction()) + ", " + Sentences.probability(d.pHolm())
                        + TestPhrases.fallback(d, folds, "a run diverged");
    }

    private static String effectSize(QuestionResult a, MetricInfo metric) {
        PairedDifferences p = a.contrast().pairedDifferences();
        boolean infinite = Double.isInfinite(a.contrast().effect().value());
        if (p.finite() == 0 && (infinite || isShownDespiteZero(a.contrast()))) {
            return "no seed has a result of " + (a.question().kind() == QuestionKind.CELL ? "both" : "all cells");
        }
        boolean change = QuestionPhrases.isChange(a.question());
        String quantity = change ? "the gap in " + metric.name() : metric.name();
        String differs = change ? " changes" : " differs";
        if (!isShownDespiteZero(a.contrast())) {
            return quantity + differs + " by " + effect(a.contrast());
        }
        String equal = (change ? " does not change" : " is equal") + " in most seeds and";
        return quantity + (2 * p.equal() > p.n() ? equal : "") + differs + " on average by "
                + meanDifference(a.contrast());
    }

    /**
     * Returns true if a difference is shown although its Hodges-Lehmann estimate is 0, as for results that are 0 or 1.
     * The interval of the test excludes 0, and so does not contain the estimate. Then the mean tells its size.
     */
    static boolean isShownDespiteZero(Contrast d) {
        boolean shown = switch (d.verdict()) {
            case BETTER, WORSE, HIGHER, LOWER -> true;
            default -> false;
        };
        return shown && d.effect().value() == 0;
    }

    /**
     * The size of a difference, with its interval where one can exclude 0. It is the mean where the estimate of a
     * difference that is shown is 0.
     *
     * @return such as {@code -0.026 [-0.049, -0.003]}; a hyphen if both diverged in all seeds
     */
    public static String effect(Contrast d) {
        if (d.verdict() == DifferenceVerdict.SAME) {
            return "0";
        }
        if (d.verdict() == DifferenceVerdict.NO_VALUES) {
            return "-";
        }
        if (isMean(d)) {
            return meanDifference(d) + MEAN;
        }
        Effect e = d.effect();
        boolean informative = hasInterval(d);
        if (informative || !Double.isFinite(e.value())) {
            return NumberFormats.difference(e.value(), informative ? e.interval() : ConfidenceInterval.NONE);
        }
        return (e.value() > 0 ? "+" : "") + NumberFormats.fixedDigits(e.value(), 2);
    }

    /** Returns true if {@link #effect} is the mean difference, with {@link #MEAN} at the end. */
    static boolean isMean(Contrast d) {
        return isShownDespiteZero(d) && d.pairedDifferences().finite() > 0;
    }

    private static String meanDifference(Contrast d) {
        return NumberFormats.difference(d.pairedDifferences().mean(), d.meanInterval());
    }

    /** Returns true if the interval of a difference is bounded on one side at least. */
    static boolean hasInterval(Contrast d) {
        ConfidenceInterval interval = d.effect().interval();
        return d.verdict() != DifferenceVerdict.TOO_FEW_SEEDS
                && interval.exists()
                && !(Double.isInfinite(interval.low()) && Double.isInfinite(interval.high()));
    }

    private static String count(QuestionResult a, int direction) {
        PairedDifferences p = a.contrast().pairedDifferences();
        boolean down = p.lower() > p.higher();
        String equal = p.equal() == 0 ? "" : " and equal in " + p.equal();
        String word = QuestionPhrases.isChange(a.question()) ? changed(down, direction) : direction(down, direction);
        String counts =
                word + " in " + Math.max(p.lower(), p.higher()) + " of " + Sentences.seeds(p.n()) + equal + misses(p);
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

    private static String changed(boolean down, int direction) {
        if (direction == 0) {
            return down ? "falling" : "rising";
        }
        return down == direction > 0 ? "a loss" : "a gain";
    }

    private static String misses(PairedDifferences p) {
        return p.finite() == p.n() ? "" : " (a run that diverged or exploded counts as the worst)";
    }

    private static String costRatio(QuestionResult a, String here, String there) {
        String times = Double.isNaN(a.costRatio()) ? "1" : NumberFormats.significantDigits(a.costRatio(), 2);
        return times.equals("1") ? "" : "; " + here + " takes " + times + " times the multiply-adds of " + there;
    }
}
