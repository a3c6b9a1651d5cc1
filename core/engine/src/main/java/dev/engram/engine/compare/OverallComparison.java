package dev.engram.engine.compare;

import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.Friedman;
import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.SampleSize;
import dev.engram.engine.statistics.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Variants over several problems by one metric: seeds repeat a run, not a problem, so that every problem counts once.
 *
 * @param control the variant that the others are tested against; empty: every two are
 */
public record OverallComparison(MetricInfo metric, Optional<String> control, MultiProblemComparison across) {
    /** The cells of one problem; their names are those of the variants. */
    public record Problem(String name, List<CellRuns> cells, List<MetricInfo> metrics) {}

    /** By the first metric that all problems have and that has a better direction. */
    public static Optional<OverallComparison> of(List<Problem> problems, Optional<String> baseline) {
        Optional<MetricInfo> metric = problems.stream()
                .limit(1)
                .flatMap(p -> p.metrics().stream())
                .filter(m -> m.direction() != 0
                        && problems.stream()
                                .allMatch(p -> p.metrics().stream()
                                        .anyMatch(o -> o.name().equals(m.name()) && o.direction() == m.direction())))
                .findFirst();
        if (metric.isEmpty() || problems.size() < 2) {
            return Optional.empty();
        }
        List<Score> scores = new ArrayList<>();
        for (Problem p : problems) {
            for (CellRuns cell : p.cells()) {
                new CellResults(cell)
                        .bySeed(metric.get())
                        .forEach((seed, value) -> scores.add(new Score(p.name(), cell.name(), seed, value)));
            }
        }
        Optional<String> control =
                baseline.filter(b -> scores.stream().anyMatch(s -> s.variant().equals(b)));
        MultiProblemComparison across =
                MultiProblemComparison.of(scores, metric.get().direction(), control);
        return across.friedman().isPresent()
                        || !across.incomplete().isEmpty() && across.variants().size() > 1
                ? Optional.of(new OverallComparison(metric.get(), control, across))
                : Optional.empty();
    }

    /** The mean rank of a variant over the problems that all variants have; empty where there are fewer than two of them. */
    public OptionalDouble meanRank(String variant) {
        int at = across.variants().indexOf(variant);
        return at < 0 || across.friedman().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(across.friedman().get().meanRanks()[at]);
    }

    /** What the problems show, in words. */
    public List<String> verdicts() {
        List<String> lines = new ArrayList<>();
        int n = across.problems().size();
        if (across.friedman().isEmpty()) {
            lines.add("Over problems nothing can be compared: all variants have results on "
                    + (n == 1 ? "one problem" : "no problem") + " only.");
        } else {
            lines.add("Over " + n + " problems by " + metric.name()
                    + " (median over seeds on each), mean ranks, 1 is best: " + ranks() + ".");
            lines.add(test(across.friedman().get()));
            across.pairs().forEach(p -> lines.add(sentence(p)));
            needed().ifPresent(lines::add);
        }
        incomplete()
                .forEach((lacking, problems) ->
                        lines.add("Not counted: " + problems + ", where " + lacking + " no result."));
        return List.copyOf(lines);
    }

    private String ranks() {
        double[] ranks = across.friedman().orElseThrow().meanRanks();
        return IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ranks[i]))
                .map(i -> across.variants().get(i) + " " + NumberFormats.significantDigits(ranks[i], 3))
                .collect(Collectors.joining(", "));
    }

    /** Iman and Davenport's form of Friedman's test, then Nemenyi's difference where the test allows it. */
    private String test(Friedman f) {
        String p = Verdicts.probability(f.pF());
        if (!(f.pF() <= Distributions.SIGNIFICANCE_LEVEL)) {
            return "Friedman's test shows no difference between the variants (" + p + ").";
        }
        String alike = across.cliques().stream().map(c -> String.join(", ", c)).collect(Collectors.joining("; "));
        return "Friedman's test: the variants differ (" + p + "). Mean ranks more than "
                + NumberFormats.significantDigits(across.criticalDifference(), 3) + " apart differ (Nemenyi, level "
                + NumberFormats.exact(Distributions.SIGNIFICANCE_LEVEL) + ")"
                + (alike.isEmpty() ? "." : "; not told apart: " + alike + ".");
    }

    private String sentence(MultiProblemComparison.Pair pair) {
        PairedDifferences p = pair.comparison();
        boolean down = p.lower() > p.higher();
        String word = down == metric.direction() > 0 ? "worse" : "better";
        String counts = p.equal() == p.n()
                ? "equal on all problems"
                : word + " on " + Math.max(p.lower(), p.higher()) + (p.equal() > 0 ? ", equal on " + p.equal() : "")
                        + " of " + p.n();
        String shown = pair.pHolm() <= Distributions.SIGNIFICANCE_LEVEL
                ? pair.a() + " is " + (p.tendency() == metric.direction() ? "better" : "worse") + " than " + pair.b()
                : "No difference shown between " + pair.a() + " and " + pair.b();
        return shown + " over problems: " + counts + ", " + Verdicts.probability(pair.pHolm()) + ".";
    }

    /** Signed-rank tests of few pairs cannot show anything, whatever the values. */
    private Optional<String> needed() {
        int n = across.problems().size();
        int fewest = SampleSize.minimum(Math.max(1, across.pairs().size()));
        return n >= fewest
                ? Optional.empty()
                : Optional.of("These tests (Wilcoxon's over problems"
                        + (across.pairs().size() > 1
                                ? ", Holm's correction for " + across.pairs().size() + " comparisons"
                                : "")
                        + ") can show a difference on " + fewest
                        + " problems at the least.");
    }

    /** Problems by what is lacking there. */
    private Map<String, String> incomplete() {
        Map<String, String> lines = new LinkedHashMap<>();
        across.incomplete()
                .forEach((problem, lacking) -> lines.merge(
                        String.join(", ", lacking) + (lacking.size() > 1 ? " have" : " has"),
                        problem,
                        (a, b) -> a + ", " + b));
        return lines;
    }
}
