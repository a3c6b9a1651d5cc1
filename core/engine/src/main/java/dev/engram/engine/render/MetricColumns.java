package dev.engram.engine.render;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.Estimate;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import dev.engram.engine.prose.Answers;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.significance.DifferenceVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of what was measured: means, medians, and differences with their verdicts. */
final class MetricColumns {
    private static final List<Column<MetricSummary>> METRIC = List.of(
            Column.count("n", m -> m.value().n()),
            Column.number("mean", m -> m.value().mean()),
            Column.number("half_width", m -> m.value().halfWidth()),
            Column.count("misses", m -> m.median().misses()),
            Column.number("median", m -> m.median().value()),
            Column.interval("median", m -> m.median().interval()));

    private static final List<Column<Estimate>> DETAIL = List.of(
            Column.count("n", Estimate::n),
            Column.number("mean", Estimate::mean),
            Column.number("half_width", Estimate::halfWidth));

    private MetricColumns() {}

    /** Returns the columns of all metrics, in the order in which the suite measures them. */
    static List<Column<CellRow>> of(List<Comparison> comparisons) {
        List<Column<CellRow>> columns = new ArrayList<>();
        Map<String, MetricInfo> metrics = new LinkedHashMap<>();
        comparisons.stream().flatMap(c -> c.metrics().stream()).forEach(m -> metrics.putIfAbsent(m.name(), m));
        boolean first = true;
        for (MetricInfo metric : metrics.values()) {
            if (metric.shown()) {
                columns.add(Column.<CellRow>number(metric.name(), r -> mean(r, metric))
                        .in(View.TABLE, View.LATEX, View.PAGE)
                        .shownAs(metric.name(), metric.direction()));
            }
            if (first && metric.shown() && comparisons.size() == 1) {
                columns.addAll(firstMetric(comparisons.get(0), metric));
            }
            first = false;
            List<String> path = List.of("metrics", metric.name());
            columns.addAll(Column.nested(METRIC, metric.name() + ".", path, (CellRow r) -> r.metric(metric)));
            columns.addAll(difference(metric));
        }
        if (metrics.isEmpty()) {
            columns.add(Column.structure("metrics", r -> Map.of()));
        }
        columns.addAll(details(comparisons));
        return columns;
    }

    /** Returns the details of metrics, such as f1[cat]: means over seeds, in CSV and JSON. */
    private static List<Column<CellRow>> details(List<Comparison> comparisons) {
        return comparisons.stream()
                .flatMap(c -> c.cells().stream())
                .flatMap(c -> c.measurements().details().keySet().stream())
                .distinct()
                .flatMap(name -> Column.nested(
                        DETAIL,
                        name + ".",
                        List.of("details", name),
                        (CellRow r) -> r.cell().measurements().details().get(name))
                        .stream())
                .toList();
    }

    /** What is shown of the first metric alone: the difference, its verdict, and the places of a landscape. */
    private static List<Column<CellRow>> firstMetric(Comparison c, MetricInfo metric) {
        List<Column<CellRow>> columns = new ArrayList<>();
        if (c.reference().isPresent() && Answers.of(c).isEmpty()) { // else the table of verdicts has it
            columns.add(Column.<CellRow>number("Δ " + metric.name(), r -> meanDifference(r, metric))
                    .in(View.TABLE, View.LATEX, View.PAGE)
                    .shownAs("Δ " + metric.name(), metric.direction()));
            if (c.cells().get(0).runs().seeds() > 1) {
                columns.add(
                        Column.<CellRow>text("verdict", r -> verdict(r, metric)).in(View.PAGE));
            }
        }
        columns.addAll(LandscapeColumns.table(c));
        return columns;
    }

    private static List<Column<CellRow>> difference(MetricInfo metric) {
        List<String> path = List.of("metrics", metric.name(), "difference");
        List<Column<CellRow>> columns = new ArrayList<>(Column.nested(
                ContrastColumns.ALL, metric.name() + ".difference.", path, (CellRow r) -> contrast(r, metric)));
        columns.add(Column.<CellRow>text("words", r -> {
                    MetricSummary m = r.metric(metric);
                    return m == null || m.difference().isEmpty() || !r.tested()
                            ? null
                            : Verdicts.sentence(r.cell(), r.reference(), m, r.folds());
                })
                .in(View.JSON)
                .at("metrics", metric.name(), "difference", "words"));
        return columns;
    }

    private static ContrastColumns.Row contrast(CellRow row, MetricInfo metric) {
        MetricSummary m = row.metric(metric);
        return m == null
                ? null
                : m.difference()
                        .map(d -> new ContrastColumns.Row(d, row.tested()))
                        .orElse(null);
    }

    private static Object mean(CellRow row, MetricInfo metric) {
        MetricSummary m = row.metric(metric);
        return m == null ? null : new Shown.Mean(m.value(), row.cell().runs().seeds());
    }

    private static Object meanDifference(CellRow row, MetricInfo metric) {
        MetricSummary m = row.metric(metric);
        return m == null
                ? null
                : m.difference()
                        .map(d -> new Shown.Difference(d, m.value().n()))
                        .orElse(null);
    }

    private static String verdict(CellRow row, MetricInfo metric) {
        if (!row.tested()) {
            return DifferenceVerdict.NOT_YET;
        }
        String reference = row.comparison().baseline().isPresent() ? "baseline" : "best";
        return row.metric(metric).difference().map(d -> d.verdict().word()).orElse(reference);
    }
}
