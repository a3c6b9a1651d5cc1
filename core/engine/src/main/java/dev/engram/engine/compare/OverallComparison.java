package dev.engram.engine.compare;

import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Variants compared over several problems by one metric. Seeds repeat a run, not a problem, so each problem counts
 * once.
 *
 * @param control variant that the others are tested against; if empty, all pairs are tested
 */
public record OverallComparison(MetricInfo metric, Optional<String> control, MultiProblemComparison across) {
    /** The cells of one problem; their names are those of the variants. */
    public record Problem(String name, List<CellRuns> cells, List<MetricInfo> metrics) {}

    /** Compares by the first metric that all problems have and that has a better direction. */
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

    /** The mean rank of a variant over the problems with results of all variants; empty if there are fewer than two. */
    public OptionalDouble meanRank(String variant) {
        int at = across.variants().indexOf(variant);
        return at < 0 || across.friedman().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(across.friedman().get().meanRanks()[at]);
    }

    /** The adjusted p of a variant against the control; NaN where there is no such test. */
    public double pHolm(String variant) {
        return across.pairs().stream()
                .filter(p -> control.isPresent() && p.a().equals(variant))
                .mapToDouble(MultiProblemComparison.Pair::pHolm)
                .findFirst()
                .orElse(Double.NaN);
    }
}
