package dev.engram.engine.prose;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.SampleSize;
import dev.engram.engine.text.DecimalText;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the tests behind verdicts are, and how many seeds they need. */
public final class TestPhrases {
    private static final String OF_THIS_SIZE = " to show a difference of this size";

    private TestPhrases() {}

    /** The test that decides. */
    public static String name(Comparison c) {
        if (c.design().untilDecided()) {
            return "sequential test, valid although seeds were added until it decided";
        }
        return c.design().testPerTrain().isPresent()
                ? "t test over folds, corrected for their shared training data"
                : "Wilcoxon signed-rank test over seeds";
    }

    /** What the verdicts compare, and the test that decides. */
    static String heading(Comparison c, List<QuestionResult> answers, UnaryOperator<String> names) {
        return heading(c, answers, names, "");
    }

    /** @param parts of the family, in words; may be empty */
    static String heading(Comparison c, List<QuestionResult> answers, UnaryOperator<String> names, String parts) {
        return "Verdicts by " + c.metrics().get(0).name() + against(c, answers, names) + " (" + name(c)
                + correction(answers.get(0).contrast().family(), parts) + ")";
    }

    private static String against(Comparison c, List<QuestionResult> answers, UnaryOperator<String> names) {
        List<String> references = answers.stream()
                .map(a -> a.question().gap().reference())
                .distinct()
                .toList();
        if (references.size() > 1) {
            return "";
        }
        boolean matched = answers.stream().anyMatch(a -> !a.question().stratum().isEmpty());
        boolean best = c.baseline().isEmpty();
        return ", against " + names.apply(references.get(0)) + (matched ? " with the same other settings" : "")
                + (best ? ", the best cell in these same seeds, which favors it" : "");
    }

    /** The correction and the level, as the end of a list. */
    static String correction(int family) {
        return correction(family, "");
    }

    private static String correction(int family, String parts) {
        return (family > 1 ? ", Holm correction for " + family + " comparisons" + parts : "")
                + (parts.isEmpty() ? ", " : "; ") + "significance level "
                + DecimalText.exact(Distributions.SIGNIFICANCE_LEVEL);
    }

    /**
     * The test that replaced the corrected t test, and why; empty where none did.
     *
     * @param miss what usually prevents the t test
     */
    static String fallback(Contrast d, boolean folds, String miss) {
        if (!folds || d.resampled().isPresent()) {
            return "";
        }
        boolean missed = d.pairedDifferences().finite() < d.pairedDifferences().n();
        return " (signed-rank test, which treats folds as independent, because "
                + (missed ? miss : "all folds differ by the same amount") + ")";
    }

    /** How many more seeds would show a difference, as a sentence of its own after the verdict. */
    static String neededSeeds(Contrast d) {
        if (d.resampled().isPresent()) {
            return d.additionalSeeds().isPresent()
                    ? ". " + more(d.additionalSeeds().getAsInt(), "About ") + OF_THIS_SIZE
                    : ". More folds of this data would not show a difference of this size";
        }
        if (d.additionalSeeds().isEmpty()) {
            return ". More than " + SampleSize.MAX_ADDITIONAL + " more seeds would be needed to show a difference";
        }
        return ". " + more(d.additionalSeeds().getAsInt(), "About ") + OF_THIS_SIZE;
    }

    private static String more(int seeds, String about) {
        return about + Sentences.rounded(seeds) + " more seed" + (seeds == 1 ? " is" : "s are") + " needed";
    }
}
