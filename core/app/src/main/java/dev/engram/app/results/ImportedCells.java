package dev.engram.app.results;

import dev.engram.app.run.Plan;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.imported.NotRunHere;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.significance.UnpairedComparison;
import dev.engram.engine.statistics.Holm;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The imported cells of a suite. Each is compared with the cell of the same name or, without one, with every cell of
 * its problem.
 */
final class ImportedCells {
    private static final String TEST = "test";

    private final Map<String, List<Run>> byCell;

    private ImportedCells(Map<String, List<Run>> byCell) {
        this.byCell = byCell;
    }

    /** @param runs imported runs, by cell */
    static ImportedCells of(List<Run> runs) {
        return new ImportedCells(
                runs.stream().collect(Collectors.groupingBy(Run::cell, LinkedHashMap::new, Collectors.toList())));
    }

    /**
     * Compares the imported cells with those that were run here, by each metric that they have, with one correction for
     * each metric. A cell of which every run diverged has no metric; it is compared by the first one.
     *
     * @param cells the runs of the plan's cells
     * @param directions the direction in which a metric improves
     */
    List<UnpairedComparison> compare(Plan plan, List<CellRuns> cells, ToIntFunction<String> directions) {
        Set<String> metrics = new LinkedHashSet<>();
        cells.forEach(c -> c.runs().forEach(r -> addMetrics(r, metrics)));
        byCell.values().forEach(runs -> runs.forEach(r -> addMetrics(r, metrics)));
        String first = metrics.stream().findFirst().orElse("");
        List<UnpairedComparison> all = new ArrayList<>();
        for (String metric : metrics) {
            List<UnpairedComparison> ofMetric = new ArrayList<>();
            byCell.forEach((cell, runs) -> {
                if (runs.stream().anyMatch(r -> has(r, metric)) || metric.equals(first) && allMissed(runs)) {
                    ofMetric.addAll(compare(cell, runs, partners(cell, plan, cells), metric, directions));
                }
            });
            double[] p = Holm.adjust(
                    ofMetric.stream().mapToDouble(UnpairedComparison::pHolm).toArray());
            for (int i = 0; i < p.length; i++) {
                all.add(ofMetric.get(i).with(p[i]));
            }
        }
        return all;
    }

    private static void addMetrics(Run run, Set<String> metrics) {
        run.measurements().stream()
                .filter(m -> m.phase().equals(TEST))
                .map(Measurement::metric)
                .forEach(metrics::add);
    }

    private static boolean has(Run run, String metric) {
        return run.measurements().stream()
                .anyMatch(m -> m.phase().equals(TEST) && m.metric().equals(metric));
    }

    private static boolean allMissed(List<Run> runs) {
        return runs.stream().allMatch(r -> r.outcome().isMiss());
    }

    /** Returns the cells with runs that an imported cell is compared with. */
    private static List<CellRuns> partners(String imported, Plan plan, List<CellRuns> cells) {
        String name = NotRunHere.unmarked(imported);
        List<CellRuns> same = cells.stream().filter(c -> c.name().equals(name)).toList();
        if (!same.isEmpty()) {
            return same;
        }
        Set<String> ofProblem = plan.cells().stream()
                .filter(c -> c.problem().map(p -> name.startsWith(p + ", ")).orElse(true))
                .map(Suite.Cell::name)
                .collect(Collectors.toSet());
        return cells.stream().filter(c -> ofProblem.contains(c.name())).toList();
    }

    private static List<UnpairedComparison> compare(
            String cell, List<Run> runs, List<CellRuns> partners, String metric, ToIntFunction<String> directions) {
        int direction = directions.applyAsInt(metric);
        UnpairedComparison.Sample there = sample(cell, runs, metric);
        List<UnpairedComparison> compared = partners.stream()
                .map(c -> sample(c.name(), c.runs(), metric))
                .filter(s -> !s.values().isEmpty())
                .map(s -> UnpairedComparison.of(metric, direction, there, Optional.of(s)))
                .toList();
        return compared.isEmpty()
                ? List.of(UnpairedComparison.of(metric, direction, there, Optional.empty()))
                : compared;
    }

    /** The results of the runs that have one, and the misses. */
    private static UnpairedComparison.Sample sample(String cell, List<Run> runs, String metric) {
        List<Double> values = runs.stream()
                .filter(r -> r.outcome().isMiss() || r.outcome().hasResults() && !Double.isNaN(r.lastValue(metric)))
                .map(r -> r.outcome().isMiss() ? Double.NaN : r.lastValue(metric))
                .toList();
        String sources = runs.stream()
                .map(NotRunHere::source)
                .distinct()
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(", "));
        return new UnpairedComparison.Sample(cell, sources, values);
    }
}
