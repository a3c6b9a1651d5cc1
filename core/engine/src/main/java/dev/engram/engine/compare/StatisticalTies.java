package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import dev.engram.engine.significance.DifferenceVerdict;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The cells that may be called the best. Whatever the baseline is, every cell is tested against the one with the best
 * median, metric by metric.
 *
 * @param bestCells names of cells by the name of the metric; empty while runs are missing, for a single seed, and for a
 *     metric without a better direction
 */
public record StatisticalTies(Map<String, Set<String>> bestCells) {
    private static final Set<DifferenceVerdict> TIES = EnumSet.of(
            DifferenceVerdict.NOT_SHOWN,
            DifferenceVerdict.TOO_FEW_SEEDS,
            DifferenceVerdict.SAME,
            DifferenceVerdict.NO_VALUES);
    /** No cell in any metric. */
    public static final StatisticalTies NONE = new StatisticalTies(Map.of());

    public StatisticalTies {
        bestCells = bestCells.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
    }

    /** The best cells of one problem. */
    public static StatisticalTies of(
            List<CellRuns> cells, List<MetricInfo> metrics, ComparisonDesign comparisonDesign) {
        List<CellRuns> bare = cells.stream()
                .map(c -> new CellRuns(c.name(), c.axes(), c.runs()))
                .toList();
        ComparisonDesign plain = comparisonDesign.withoutTarget();
        return metrics.stream()
                .map(m -> new StatisticalTies(
                        Map.of(m.name(), of(Comparison.of("", bare, Optional.empty(), List.of(m), plain)))))
                .reduce(NONE, StatisticalTies::merge);
    }

    /** A cell with diverged runs is never the best, whatever the test shows: its mean covers only the other runs. */
    private static Set<String> of(Comparison c) {
        if (c.hasMissingRuns()
                || c.reference().isEmpty()
                || c.cells().get(0).runs().seeds() < 2) {
            return Set.of();
        }
        return c.cells().stream()
                .filter(cell -> {
                    MetricSummary m = cell.measurements().metrics().get(0);
                    return m.median().misses() == 0
                            && !Double.isNaN(m.value().mean())
                            && m.difference()
                                    .map(d -> TIES.contains(d.verdict()))
                                    .orElse(true);
                })
                .map(CellSummary::name)
                .collect(Collectors.toSet());
    }

    /** Adds the best cells of another problem. */
    public StatisticalTies merge(StatisticalTies other) {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (Map<String, Set<String>> part : List.of(bestCells, other.bestCells)) {
            part.forEach((metric, cells) ->
                    all.computeIfAbsent(metric, k -> new TreeSet<>()).addAll(cells));
        }
        return new StatisticalTies(all);
    }

    public boolean contains(String metric, String cell) {
        return bestCells.getOrDefault(metric, Set.of()).contains(cell);
    }
}
