package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.design.Design;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Variants compared over several problems by one metric. Seeds repeat a run, not a problem, so each problem counts
 * once.
 *
 * @param control the only variant that the others are tested against; empty if there is none, or if each stratum has
 *     its own
 * @param references the variant that each other is tested against, by name; if empty, all pairs are tested
 */
public record OverallComparison(
        MetricInfo metric, Optional<String> control, Map<String, String> references, MultiProblemComparison across) {
    public OverallComparison {
        references = Map.copyOf(references);
    }

    /** The cells of one problem; their names are those of the variants. */
    public record Problem(String name, List<CellRuns> cells, List<MetricInfo> metrics) {}

    /** Compares all variants with one of them; if it is empty or has no results, all pairs are compared. */
    public static Optional<OverallComparison> of(List<Problem> problems, Optional<String> baseline) {
        Map<String, String> references = new LinkedHashMap<>();
        baseline.ifPresent(b -> problems.stream()
                .flatMap(p -> p.cells().stream())
                .map(CellRuns::name)
                .filter(v -> !v.equals(b))
                .forEach(v -> references.put(v, b)));
        return of(problems, references);
    }

    /** Compares each variant with its matched reference, which is the same on all problems. */
    static Optional<OverallComparison> of(List<Problem> problems, Design design) {
        Map<String, String> references = new LinkedHashMap<>();
        problems.forEach(p -> references.putAll(design.references(Optional.of(p.name()))));
        return of(problems, references);
    }

    /** Compares by the first metric that all problems have and that has a better direction. */
    private static Optional<OverallComparison> of(List<Problem> problems, Map<String, String> references) {
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
        Set<String> present = scores.stream().map(Score::variant).collect(Collectors.toSet());
        Map<String, String> tested = new LinkedHashMap<>(references);
        tested.entrySet().removeIf(e -> !present.contains(e.getKey()) || !present.contains(e.getValue()));
        MultiProblemComparison across =
                MultiProblemComparison.of(scores, metric.get().direction(), tested);
        Set<String> controls = Set.copyOf(tested.values());
        return across.friedman().isPresent()
                        || !across.incomplete().isEmpty() && across.variants().size() > 1
                ? Optional.of(new OverallComparison(
                        metric.get(),
                        controls.size() == 1 ? controls.stream().findFirst() : Optional.empty(),
                        tested,
                        across))
                : Optional.empty();
    }

    /** The p values of the comparisons with references, before any correction. */
    double[] p() {
        return references.isEmpty()
                ? new double[0]
                : across.pairs().stream()
                        .mapToDouble(p -> p.comparison().test().p())
                        .toArray();
    }

    /** Returns this comparison with the p values as corrected in a larger family. */
    OverallComparison with(List<Contrast.Significance> significances) {
        return significances.isEmpty()
                ? this
                : new OverallComparison(
                        metric,
                        control,
                        references,
                        across.withAdjustedP(significances.stream()
                                .mapToDouble(Contrast.Significance::pHolm)
                                .toArray()));
    }

    /** The mean rank of a variant over the problems with results of all variants; empty if there are fewer than two. */
    public OptionalDouble meanRank(String variant) {
        int at = across.variants().indexOf(variant);
        return at < 0 || across.friedman().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(across.friedman().get().meanRanks()[at]);
    }

    /** The adjusted p of a variant against its reference; NaN where there is no such test. */
    public double pHolm(String variant) {
        return across.pairs().stream()
                .filter(p -> p.b().equals(references.get(variant)) && p.a().equals(variant))
                .mapToDouble(MultiProblemComparison.Pair::pHolm)
                .findFirst()
                .orElse(Double.NaN);
    }
}
