package dev.engram.engine.prose;

import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.Friedman;
import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.SampleSize;
import dev.engram.engine.text.DecimalText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What several problems show. */
public final class OverallVerdicts {
    /** Pairs with a sentence each, if all sentences say that there are too few problems. */
    private static final int MAX_SENTENCES = 3;

    private OverallVerdicts() {}

    /** The mean ranks, the test over all variants, and a sentence for each pair. */
    public static List<String> of(OverallComparison o) {
        MultiProblemComparison across = o.across();
        List<String> lines = new ArrayList<>();
        int n = across.problems().size();
        if (across.friedman().isEmpty()) {
            lines.add("No comparison over problems: " + (n == 1 ? "only one problem has" : "no problem has")
                    + " results of all variants.");
        } else {
            lines.add("Over " + n + " problems by " + o.metric().name()
                    + " (median over seeds on each), mean ranks (1 is best): " + ranks(across) + ".");
            lines.add(test(across, across.friedman().get()));
            Optional<String> needed = needed(across);
            if (needed.isPresent() && across.pairs().size() > MAX_SENTENCES && haveOneReference(across)) {
                lines.add(tooFewProblems(o));
            } else {
                across.pairs().forEach(p -> lines.add(sentence(o, p, needed.isPresent())));
            }
            needed.ifPresent(lines::add);
        }
        incomplete(across)
                .forEach((lacking, problems) ->
                        lines.add("Not counted: " + problems + ", where " + lacking + " no result."));
        return List.copyOf(lines);
    }

    private static boolean haveOneReference(MultiProblemComparison across) {
        return across.pairs().stream()
                        .map(MultiProblemComparison.Pair::b)
                        .distinct()
                        .count()
                == 1;
    }

    /** One sentence where each of many would say the same. */
    private static String tooFewProblems(OverallComparison o) {
        List<MultiProblemComparison.Pair> pairs = o.across().pairs();
        return "Too few problems to show any difference from " + pairs.get(0).b() + " over problems: "
                + pairs.stream()
                        .map(p -> p.a() + " (" + counts(o, p) + ")")
                        .collect(Collectors.joining(hasCommas(o.across()) ? "; " : ", "))
                + ".";
    }

    private static String ranks(MultiProblemComparison across) {
        double[] ranks = across.friedman().orElseThrow().meanRanks();
        return IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ranks[i]))
                .map(i -> across.variants().get(i) + " " + NumberFormats.significantDigits(ranks[i], 3))
                .collect(Collectors.joining(hasCommas(across) ? "; " : ", "));
    }

    /** Names of cells over several axes contain commas. */
    private static boolean hasCommas(MultiProblemComparison across) {
        return across.variants().stream().anyMatch(v -> v.contains(", "));
    }

    /** The variants that are not distinguished, group by group. */
    private static String alike(MultiProblemComparison across) {
        boolean commas = hasCommas(across);
        return across.cliques().stream()
                .map(c -> commas ? "(" + String.join("; ", c) + ")" : String.join(", ", c))
                .collect(Collectors.joining(commas ? ", " : "; "));
    }

    /** Iman and Davenport's form of Friedman's test, then Nemenyi's difference where the test allows it. */
    private static String test(MultiProblemComparison across, Friedman f) {
        String p = Sentences.probability(f.pF());
        if (!(f.pF() <= Distributions.SIGNIFICANCE_LEVEL)) {
            return "Friedman's test shows no difference between the variants (" + p + ").";
        }
        String alike = alike(across);
        return "Friedman's test: the variants differ (" + p + "). Mean ranks more than "
                + NumberFormats.significantDigits(across.criticalDifference(), 3)
                + " apart are significantly different (Nemenyi's test, level "
                + DecimalText.exact(Distributions.SIGNIFICANCE_LEVEL) + ")"
                + (alike.isEmpty() ? "." : "; not distinguished: " + alike + ".");
    }

    private static String sentence(OverallComparison o, MultiProblemComparison.Pair pair, boolean tooFew) {
        return conclusion(o, pair, tooFew) + " over problems: " + counts(o, pair) + ", "
                + Sentences.probability(pair.pHolm()) + ".";
    }

    /** On how many problems the first of a pair is better or worse, such as {@code worse on 5 of 6}. */
    public static String counts(OverallComparison o, MultiProblemComparison.Pair pair) {
        PairedDifferences p = pair.comparison();
        boolean down = p.lower() > p.higher();
        String word = down == o.metric().direction() > 0 ? "worse" : "better";
        return p.equal() == p.n()
                ? "equal on all problems"
                : word + " on " + Math.max(p.lower(), p.higher()) + " of " + p.n()
                        + (p.equal() > 0 ? " and equal on " + p.equal() : "");
    }

    /** The verdict on the first of a pair, in a word or two. */
    public static String verdict(OverallComparison o, MultiProblemComparison.Pair pair) {
        if (isShown(pair)) {
            return pair.comparison().tendency() == o.metric().direction() ? "better" : "worse";
        }
        return needed(o.across()).isPresent() ? "too few problems" : "not shown";
    }

    /** Returns whether a pair differs over the problems, after the correction. */
    public static boolean isShown(MultiProblemComparison.Pair pair) {
        return pair.pHolm() <= Distributions.SIGNIFICANCE_LEVEL;
    }

    private static String conclusion(OverallComparison o, MultiProblemComparison.Pair pair, boolean tooFew) {
        if (isShown(pair)) {
            return pair.a() + " is " + verdict(o, pair) + " than " + pair.b();
        }
        String none = tooFew ? "Too few problems to show any difference" : "No difference shown";
        return none + " between " + pair.a() + " and " + pair.b();
    }

    /** The number of problems below which signed-rank tests cannot show a difference, whatever the values. */
    private static Optional<String> needed(MultiProblemComparison across) {
        int n = across.problems().size();
        int fewest = SampleSize.minimum(Math.max(1, across.pairs().size()));
        return n >= fewest
                ? Optional.empty()
                : Optional.of("These tests (Wilcoxon signed-rank over problems"
                        + (across.pairs().size() > 1
                                ? ", Holm correction for " + across.pairs().size() + " comparisons"
                                : "")
                        + ") need at least " + fewest
                        + " problems to show a difference.");
    }

    /** Problems by the variants that have no result there. */
    private static Map<String, String> incomplete(MultiProblemComparison across) {
        Map<String, String> lines = new LinkedHashMap<>();
        across.incomplete()
                .forEach((problem, lacking) -> lines.merge(
                        String.join(", ", lacking) + (lacking.size() > 1 ? " have" : " has"),
                        problem,
                        (a, b) -> a + ", " + b));
        return lines;
    }
}
