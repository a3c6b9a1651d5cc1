package dev.engram.app.report;

import dev.engram.app.results.SuiteResults;
import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.config.ConfigDiff;
import dev.engram.engine.render.CellColumns;
import dev.engram.engine.render.CellRow;
import dev.engram.engine.render.Column;
import dev.engram.engine.render.View;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a page: the comparison, the differences between configurations, and all runs. */
final class Tables {
    /** The maximum number of metrics in the list of all runs. */
    private static final int MAX_METRICS = 3;

    private Tables() {}

    static Map<String, Object> comparison(Comparison c) {
        List<CellRow> rows = c.cells().stream()
                .map(cell -> new CellRow(c, Optional.empty(), cell))
                .toList();
        CellColumns all = CellColumns.of(c);
        List<Map<String, Object>> columns = columns(all.all(), rows);
        int from = Column.shownIn(View.PAGE, all.results()).size();
        int to = from + Column.shownIn(View.PAGE, all.costs()).size();
        columns.subList(from, to).forEach(column -> column.put("cost", true));
        return Map.of("columns", columns);
    }

    /** Columns as the page reads them: their texts, and the numbers to sort by. */
    static <R> List<Map<String, Object>> columns(List<Column<R>> columns, List<R> rows) {
        return Column.shownIn(View.PAGE, columns).stream()
                .map(c -> column(c, rows))
                .toList();
    }

    private static <R> Map<String, Object> column(Column<R> c, List<R> rows) {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("name", c.heading());
        column.put("direction", c.direction());
        column.put("text", rows.stream().map(r -> c.text(r, View.PAGE)).toList());
        double[] numbers = rows.stream().mapToDouble(c::number).toArray();
        if (Arrays.stream(numbers).anyMatch(n -> !Double.isNaN(n))) {
            column.put("number", numbers);
        }
        return column;
    }

    static Map<String, Object> costs(CellSummary cell, List<Run> runs) {
        Map<String, Object> costs = new LinkedHashMap<>();
        Column.shownIn(View.PAGE, CellColumns.COST)
                .forEach(
                        c -> costs.put(c.heading(), c.number(cell.measurements().cost())));
        Optional<Measurement> far = runs.stream()
                .flatMap(r -> r.measurements().stream())
                .filter(m -> m.step() > 0)
                .findFirst();
        costs.put("epochsPerStep", far.map(m -> m.epoch() / m.step()).orElse(Double.NaN));
        return costs;
    }

    static List<Map<String, Object>> differences(List<Suite.Cell> cells) {
        List<Map<String, Object>> columns = new ArrayList<>();
        ConfigDiff.between(cells.stream().map(Suite.Cell::spec).toList())
                .forEach((path, values) -> columns.add(Map.of("name", path, "text", values)));
        return columns;
    }

    /** The runs as rows: cell, seed, outcome, metrics and costs. */
    static Map<String, Object> runs(SuiteResults e) {
        List<MetricInfo> metrics = e.comparison().metrics().stream()
                .filter(MetricInfo::shown)
                .limit(MAX_METRICS)
                .toList();
        List<Object> rows = new ArrayList<>();
        for (int c = 0; c < e.cells().size(); c++) {
            for (Run run : e.cells().get(c).runs()) {
                List<Object> row =
                        new ArrayList<>(List.of(c, run.seed(), run.outcome().ordinal(), run.reason()));
                metrics.forEach(m -> row.add(last(run, m.name())));
                row.addAll(List.of(
                        run.cost().steps(),
                        run.cost().seconds(),
                        run.id(),
                        run.hash().substring(0, Math.min(12, run.hash().length()))));
                rows.add(row);
            }
        }
        Map<String, Object> runs = new LinkedHashMap<>();
        runs.put("outcomes", Arrays.stream(Outcome.values()).map(Outcome::word).toList());
        runs.put("metrics", metrics.stream().map(MetricInfo::name).toList());
        runs.put("rows", rows);
        return runs;
    }

    private static Double last(Run run, String metric) {
        double value = Double.NaN;
        for (Measurement m : run.measurements()) {
            if (m.metric().equals(metric)
                    && (m.phase().equals("test") || m.phase().equals("probe"))) {
                value = m.value();
            }
        }
        return value;
    }
}
