package dev.engram.app.report;

import dev.engram.app.results.SuiteResults;
import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.CostSummary;
import dev.engram.engine.compare.DifferenceVerdict;
import dev.engram.engine.compare.LandscapeResult;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.config.ConfigDiff;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The tables of a page: the comparison side by side, what differs between configurations, and every run. */
final class Tables {
    /** Metrics of a single run that a list of all runs has room for. */
    private static final int MAX_METRICS = 3;

    private Tables() {}

    /** What is shown, and the number that it is sorted by. */
    private record TableCell(String text, double number) {}

    static Map<String, Object> comparison(Comparison c) {
        List<Map<String, Object>> columns = new ArrayList<>();
        for (int i = 0; i < c.metrics().size(); i++) {
            MetricInfo metric = c.metrics().get(i);
            int m = i;
            if (!metric.shown()) {
                continue;
            }
            column(
                    columns,
                    metric.name(),
                    metric.direction(),
                    c,
                    cell -> value(cell.metrics().get(m), cell.seeds()));
            if (i == 0 && c.reference().isPresent()) {
                column(
                        columns,
                        "Δ " + metric.name(),
                        metric.direction(),
                        c,
                        cell -> difference(cell.metrics().get(m)));
                if (c.cells().get(0).seeds() > 1) {
                    column(columns, "verdict", 0, c, cell -> verdict(cell, c));
                }
            }
        }
        if (c.onLandscapes()) {
            column(columns, "ended in", 0, c, cell -> new TableCell(endings(cell), Double.NaN));
        }
        column(
                columns,
                "seeds",
                1,
                c,
                cell -> new TableCell(
                        cell.missingRuns() == 0
                                ? cell.successfulRuns() + "/" + cell.seeds()
                                : cell.seeds() - cell.missingRuns() + " of " + cell.seeds() + " so far",
                        cell.successfulRuns()));
        cost(columns, "steps", c, CostSummary::steps, NumberFormats::count);
        cost(columns, "seconds", c, CostSummary::seconds, NumberFormats::seconds);
        if (!c.onLandscapes()) {
            cost(columns, "multiply-adds", c, CostSummary::multiplyAdds, NumberFormats::count);
        }
        cost(columns, "state bytes", c, CostSummary::stateBytes, NumberFormats::count);
        if (c.cells().stream().anyMatch(cell -> cell.notLocal().isPresent())) {
            column(
                    columns,
                    "not local",
                    0,
                    c,
                    cell -> new TableCell(
                            cell.notLocal()
                                    .map(n -> n.isEmpty() ? "–" : String.join(", ", n))
                                    .orElse(""),
                            Double.NaN));
        }
        return Map.of("columns", columns);
    }

    private static void column(
            List<Map<String, Object>> columns,
            String name,
            int direction,
            Comparison c,
            Function<CellSummary, TableCell> entry) {
        List<TableCell> entries = c.cells().stream().map(entry).toList();
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("name", name);
        column.put("direction", direction);
        column.put("text", entries.stream().map(TableCell::text).toList());
        if (entries.stream().anyMatch(e -> !Double.isNaN(e.number()))) {
            column.put("number", entries.stream().map(TableCell::number).toList());
        }
        columns.add(column);
    }

    private static void cost(
            List<Map<String, Object>> columns,
            String name,
            Comparison c,
            ToDoubleFunction<CostSummary> field,
            Function<Double, String> format) {
        column(
                columns,
                name,
                -1,
                c,
                cell -> new TableCell(
                        format.apply(field.applyAsDouble(cell.cost())), field.applyAsDouble(cell.cost())));
    }

    private static TableCell value(MetricSummary m, int seeds) {
        String count = m.value().n() < seeds ? " (" + m.value().n() + "/" + seeds + ")" : "";
        return new TableCell(
                NumberFormats.estimate(m.value().mean(), m.value().halfWidth(), "±") + count,
                m.value().mean());
    }

    private static TableCell difference(MetricSummary m) {
        return m.difference()
                .map(d -> new TableCell(
                        NumberFormats.difference(d.pairedDifferences().mean(), d.meanInterval()),
                        d.pairedDifferences().mean()))
                .orElse(new TableCell("–", Double.NaN));
    }

    private static TableCell verdict(CellSummary cell, Comparison c) {
        if (c.hasMissingRuns()) {
            return new TableCell(DifferenceVerdict.NOT_YET, Double.NaN);
        }
        boolean reference = cell.metrics().get(0).difference().isEmpty();
        return new TableCell(
                reference
                        ? c.baseline().isPresent() ? "baseline" : "best"
                        : cell.metrics()
                                .get(0)
                                .difference()
                                .map(d -> d.verdict().word())
                                .orElse(""),
                Double.NaN);
    }

    /** The places, the most frequent first, with their counts where there are several runs. */
    private static String endings(CellSummary cell) {
        if (cell.seeds() == 1) {
            return cell.landscapeResults().stream()
                    .map(LandscapeResult::location)
                    .collect(Collectors.joining());
        }
        // Where the places are, a note beneath the table says.
        Map<String, Long> counts = cell.landscapeResults().stream()
                .collect(Collectors.groupingBy(
                        e -> e.location().replaceFirst(" \\(.*", ""), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .map(e -> e.getValue() + "× " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    static Map<String, Object> costs(CellSummary cell, List<Run> runs) {
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("steps", cell.cost().steps());
        costs.put("seconds", cell.cost().seconds());
        costs.put("multiply-adds", cell.cost().multiplyAdds());
        costs.put("state bytes", cell.cost().stateBytes());
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

    /** Columns of equal length, one entry for each run; and the measured results of each. */
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
