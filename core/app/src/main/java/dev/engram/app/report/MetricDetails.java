package dev.engram.app.report;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.cell.Estimate;
import dev.engram.engine.render.View;
import dev.engram.engine.run.MeasurementName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The details of metrics, as means over seeds: confusion matrices, other values by two labels, and values by class.
 * Labels of other kinds are only in CSV and JSON.
 */
final class MetricDetails {
    /** The maximum number of elements of all matrices together, which keeps the page small. */
    private static final int MAX_ELEMENTS = 60_000;

    private final List<CellSummary> cells;
    private final ProblemVariants problemVariants;
    private final List<Map<String, Object>> matrices = new ArrayList<>();
    private final List<Map<String, Object>> grids = new ArrayList<>();
    private final List<Map<String, Object>> tables = new ArrayList<>();
    private int elements;
    private int omitted;

    private MetricDetails(List<CellSummary> cells, ProblemVariants problemVariants) {
        this.cells = cells;
        this.problemVariants = problemVariants;
    }

    /** The details of one metric in one cell, by their labels. */
    private record Labelled(String metric, int cell, Map<List<String>, Estimate> values) {
        List<String> labels(int position) {
            Set<String> labels = new LinkedHashSet<>();
            values.keySet().forEach(l -> labels.add(l.get(position)));
            return List.copyOf(labels);
        }

        boolean hasLabels(int count) {
            return values.keySet().stream().allMatch(l -> l.size() == count);
        }

        /** Whether the labels are classes and their predictions; no prediction has an empty label. */
        boolean isConfusion() {
            List<String> known = labels(0);
            return labels(1).stream().allMatch(l -> l.isEmpty() || known.contains(l));
        }

        double mean(String... labels) {
            Estimate e = values.get(List.of(labels));
            return e == null ? Double.NaN : e.mean();
        }

        int n() {
            return values.values().stream().mapToInt(Estimate::n).max().orElse(0);
        }
    }

    /** Matrices, grids and tables, each empty if there are none. */
    static Map<String, Object> of(List<CellSummary> cells, ProblemVariants problemVariants) {
        MetricDetails details = new MetricDetails(cells, problemVariants);
        Map<List<Object>, List<Labelled>> byClass = new LinkedHashMap<>();
        for (int c = 0; c < cells.size(); c++) {
            for (Labelled of : labelled(c, cells.get(c))) {
                if (of.hasLabels(1)) {
                    byClass.computeIfAbsent(
                                    List.of(
                                            of.metric(),
                                            problemVariants.problemOf().get(c)),
                                    k -> new ArrayList<>())
                            .add(of);
                } else if (of.hasLabels(2)) {
                    details.grid(of);
                }
            }
        }
        byClass.values().forEach(details::table);
        return Map.of(
                "matrices", details.matrices,
                "grids", details.grids,
                "tables", details.tables,
                "omitted", details.omitted);
    }

    private static List<Labelled> labelled(int index, CellSummary cell) {
        Map<String, Labelled> byMetric = new LinkedHashMap<>();
        cell.measurements().details().forEach((name, value) -> {
            MeasurementName parsed = MeasurementName.parse(name);
            byMetric.computeIfAbsent(parsed.metric(), m -> new Labelled(m, index, new LinkedHashMap<>()))
                    .values()
                    .put(parsed.labels(), value);
        });
        return List.copyOf(byMetric.values());
    }

    private void grid(Labelled of) {
        List<String> rows = of.labels(0);
        List<String> columns = of.labels(1);
        if (elements + rows.size() * columns.size() > MAX_ELEMENTS) {
            omitted++;
            return;
        }
        elements += rows.size() * columns.size();
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("metric", of.metric());
        grid.put("cell", of.cell());
        grid.put("n", of.n());
        grid.put("rows", rows);
        grid.put("columns", columns);
        grid.put(
                "values",
                rows.stream()
                        .map(r ->
                                columns.stream().mapToDouble(c -> of.mean(r, c)).toArray())
                        .toList());
        (of.isConfusion() ? matrices : grids).add(grid);
    }

    /** A row for each cell of one problem, a column for each class. */
    private void table(List<Labelled> rows) {
        Set<String> labels = new LinkedHashSet<>();
        rows.forEach(r -> labels.addAll(r.labels(0)));
        String metric = rows.get(0).metric();
        int direction = cells.get(rows.get(0).cell()).measurements().metrics().stream()
                .filter(m -> m.metric().name().equals(metric))
                .mapToInt(m -> m.metric().direction())
                .findFirst()
                .orElse(0);
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("metric", metric);
        table.put("problem", problemVariants.problemOf().get(rows.get(0).cell()));
        table.put("cells", rows.stream().map(Labelled::cell).toList());
        table.put(
                "columns", labels.stream().map(l -> column(l, direction, rows)).toList());
        tables.add(table);
    }

    private static Map<String, Object> column(String label, int direction, List<Labelled> rows) {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("name", label);
        column.put("direction", direction);
        column.put(
                "text",
                rows.stream().map(r -> text(r.values().get(List.of(label)))).toList());
        column.put("number", rows.stream().mapToDouble(r -> r.mean(label)).toArray());
        return column;
    }

    private static String text(Estimate e) {
        return e == null || Double.isNaN(e.mean())
                ? View.PAGE.missing()
                : NumberFormats.estimate(e.mean(), e.halfWidth(), "±");
    }
}
