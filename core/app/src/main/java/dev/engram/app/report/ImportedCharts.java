package dev.engram.app.report;

import dev.engram.engine.significance.UnpairedComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The results of cells that were not run here, run by run, next to those that they are compared with. */
final class ImportedCharts {
    private ImportedCharts() {}

    /**
     * One chart for each metric, with the imported cells after the cells that they are compared with.
     *
     * @param cells the names of the cells of the page
     */
    static List<Map<String, Object>> of(
            List<UnpairedComparison> comparisons, List<String> cells, ProblemVariants problemVariants) {
        Map<String, List<UnpairedComparison>> byMetric = new LinkedHashMap<>();
        comparisons.forEach(c ->
                byMetric.computeIfAbsent(c.metric(), k -> new ArrayList<>()).add(c));
        List<Map<String, Object>> charts = new ArrayList<>();
        byMetric.forEach((metric, of) -> {
            Map<String, Object> chart = new LinkedHashMap<>();
            chart.put("metric", metric);
            chart.put("direction", of.get(0).direction());
            chart.put("rows", rows(of, cells, problemVariants));
            charts.add(chart);
        });
        return charts;
    }

    private static List<Map<String, Object>> rows(
            List<UnpairedComparison> comparisons, List<String> cells, ProblemVariants problemVariants) {
        Map<UnpairedComparison.Sample, Set<UnpairedComparison.Sample>> theirs = new LinkedHashMap<>();
        for (UnpairedComparison c : comparisons) {
            theirs.computeIfAbsent(c.there(), k -> new LinkedHashSet<>());
            c.here().ifPresent(theirs.get(c.there())::add);
        }
        Set<UnpairedComparison.Sample> ordered = new LinkedHashSet<>();
        theirs.forEach((there, here) -> {
            ordered.addAll(here);
            if (here.size() == 1) {
                ordered.add(there);
            }
        });
        ordered.addAll(theirs.keySet());
        return ordered.stream()
                .map(s -> row(s, theirs.containsKey(s), variant(s, theirs, cells, problemVariants)))
                .toList();
    }

    /** The variant of a cell, or of the only cell that an imported one is compared with; -1 if there is none. */
    private static int variant(
            UnpairedComparison.Sample sample,
            Map<UnpairedComparison.Sample, Set<UnpairedComparison.Sample>> theirs,
            List<String> cells,
            ProblemVariants problemVariants) {
        Set<UnpairedComparison.Sample> here = theirs.getOrDefault(sample, Set.of(sample));
        return here.size() == 1
                ? problemVariants
                        .variantOf()
                        .get(cells.indexOf(here.iterator().next().cell()))
                : -1;
    }

    private static Map<String, Object> row(UnpairedComparison.Sample sample, boolean imported, int variant) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", sample.cell());
        row.put("imported", imported);
        row.put("variant", variant);
        row.put("values", sample.finite());
        row.put("missed", sample.values().size() - sample.finite().length);
        row.put("mean", sample.mean());
        row.put("half", sample.halfWidth());
        return row;
    }
}
