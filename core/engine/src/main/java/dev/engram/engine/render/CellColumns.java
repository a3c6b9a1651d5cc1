package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.CostSummary;
import dev.engram.engine.compare.Estimate;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.inference.DifferenceVerdict;
import dev.engram.engine.prose.Answers;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Friedman;
import dev.engram.engine.statistics.MultiProblemComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The columns of a comparison: the one list that the table, CSV, JSON, LaTeX and the page read.
 *
 * @param results what was measured, and how cells differ
 * @param costs what the runs took; a narrow table shows them in a second block
 * @param details for CSV and JSON alone
 */
public record CellColumns(List<Column<CellRow>> results, List<Column<CellRow>> costs, List<Column<CellRow>> details) {
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

    /** The cost of a cell's runs. */
    public static final List<Column<CostSummary>> COST = List.of(
            Column.count("steps.median", CostSummary::steps).shownAs("steps", -1, View.TABLE, View.PAGE),
            Column.of("seconds.median", Unit.SECONDS, CostSummary::seconds)
                    .shownAs("seconds", -1, View.TABLE, View.PAGE),
            Column.count("examples_per_second", CostSummary::examplesPerSecond).shownAs("examples/s", 1, View.TABLE),
            Column.count("multiply_adds.mean", CostSummary::multiplyAdds)
                    .shownAs("multiply-adds", -1, View.TABLE, View.PAGE),
            Column.count("state_bytes.mean", CostSummary::stateBytes)
                    .shownAs("state bytes", -1, View.TABLE, View.PAGE));

    /** Landscapes have neither examples nor layers. */
    private static final Set<String> NOT_ON_LANDSCAPES = Set.of("examples/s", "multiply-adds");

    /** The columns of one problem. */
    public static CellColumns of(Comparison c) {
        return of(List.of(c), Optional.empty());
    }

    /** @param tuned where hyperparameters were tuned */
    static CellColumns of(List<Comparison> comparisons, Optional<TuningSummary> tuned) {
        List<CellSummary> cells =
                comparisons.stream().flatMap(c -> c.cells().stream()).toList();
        boolean landscapes = comparisons.stream().anyMatch(Comparison::onLandscapes);
        List<Column<CellRow>> results = new ArrayList<>(identity(cells));
        metrics(comparisons, results);
        if (landscapes) {
            results.add(Column.<CellRow>text("ended in", r -> LandscapeColumns.endings(r.cell()))
                    .in(View.PAGE));
        }
        List<String> targets = TargetColumns.targets(cells);
        if (!targets.isEmpty()) {
            results.add(Column.<CellRow>count(
                            "steps to " + (targets.size() == 1 ? targets.get(0) : "target"),
                            r -> r.cell()
                                    .timeToTarget()
                                    .map(TimeToTargetVerdicts::text)
                                    .orElse(null))
                    .in(View.TABLE, View.LATEX));
        }
        List<Column<CellRow>> costs = new ArrayList<>();
        costs.add(Column.<CellRow>count("seeds", r -> new Shown.Seeds(r.cell()))
                .in(View.TABLE, View.LATEX, View.PAGE)
                .shownAs("seeds", 1));
        List<Column<CostSummary>> shown = COST.stream()
                .map(c -> landscapes && NOT_ON_LANDSCAPES.contains(c.heading()) ? c.in(View.CSV, View.JSON) : c)
                .toList();
        costs.addAll(Column.nested(
                shown,
                "",
                List.of("cost"),
                (CellRow r) -> r.cell().measurements().cost()));
        List<Column<CellRow>> details = new ArrayList<>();
        if (cells.stream().anyMatch(c -> c.measurements().notLocal().isPresent())) {
            details.add(
                    Column.<CellRow>text("not local", r -> notLocal(r.cell())).in(View.PAGE));
        }
        tuned.ifPresent(t -> details.add(
                Column.<CellRow>text("chosen", r -> chosen(t, r.cell())).in(View.LATEX)));
        details.addAll(details(cells, landscapes));
        return new CellColumns(results, costs, details);
    }

    /** The columns of all problems, with what is known over them. */
    static CellColumns of(SuiteComparison suite) {
        List<Comparison> comparisons =
                suite.parts().stream().map(SuiteComparison.Part::comparison).toList();
        CellColumns columns = of(comparisons, Optional.empty());
        suite.overall().ifPresent(o -> columns.details().addAll(overall(o)));
        suite.tuned()
                .ifPresent(t -> columns.details()
                        .addAll(Column.nested(
                                Column.shownIn(View.CSV, TuningColumns.of(t)).stream()
                                        .map(c -> c.in(View.CSV))
                                        .toList(),
                                "tuned.",
                                List.of(),
                                (CellRow r) -> tunedCell(t, r))));
        if (!suite.excludedCells().isEmpty()) {
            columns.details().add(Column.<CellRow>text("not_run", r -> null).in(View.CSV));
        }
        return columns;
    }

    public List<Column<CellRow>> all() {
        return Stream.of(results, costs, details).flatMap(List::stream).toList();
    }

    private static List<Column<CellRow>> identity(List<CellSummary> cells) {
        List<Column<CellRow>> columns = new ArrayList<>();
        columns.add(Column.<CellRow>text("cell", r -> r.cell().name()).in(View.CSV));
        columns.add(Column.<CellRow>text("name", r -> r.cell().name()).in(View.JSON));
        cells.stream()
                .flatMap(c -> c.axes().keySet().stream())
                .distinct()
                .forEach(axis -> columns.add(Column.<CellRow>text(
                                "axis." + axis, r -> r.cell().axes().get(axis))
                        .in(View.CSV)));
        columns.add(Column.structure("axes", r -> r.cell().axes()));
        columns.add(Column.text("baseline", r -> r.cell().baseline()));
        columns.add(Column.<CellRow>text("reference", r -> r.cell().reference().orElse(null))
                .in(View.JSON));
        columns.add(Column.count("seeds", r -> r.cell().runs().seeds()));
        for (Outcome o : Outcome.values()) {
            columns.add(outcome(
                    o.name().toLowerCase(Locale.ROOT), c -> c.runs().outcomes().get(o)));
        }
        columns.add(outcome("missing", c -> c.runs().missing()));
        if (cells.stream().anyMatch(c -> c.runs().lossFactor().isPresent())) {
            columns.add(Column.<CellRow>number(
                            "loss_factor.max", r -> r.cell().runs().lossFactor().orElse(Double.NaN))
                    .at("outcomes", "loss_factor_max"));
        }
        return columns;
    }

    private static Column<CellRow> outcome(String name, Function<CellSummary, Integer> count) {
        return Column.<CellRow>count(name, r -> count.apply(r.cell())).at("outcomes", name);
    }

    private static void metrics(List<Comparison> comparisons, List<Column<CellRow>> columns) {
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
        metricDetails(comparisons, columns);
    }

    /** The details of metrics, such as f1[cat]: means over seeds, in CSV and JSON. */
    private static void metricDetails(List<Comparison> comparisons, List<Column<CellRow>> columns) {
        comparisons.stream()
                .flatMap(c -> c.cells().stream())
                .flatMap(c -> c.measurements().details().keySet().stream())
                .distinct()
                .forEach(name -> columns.addAll(Column.nested(
                        DETAIL,
                        name + ".",
                        List.of("details", name),
                        (CellRow r) -> r.cell().measurements().details().get(name))));
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

    private static List<Column<CellRow>> details(List<CellSummary> cells, boolean landscapes) {
        List<Column<CellRow>> columns = new ArrayList<>();
        if (landscapes) {
            columns.add(Column.<CellRow>text("ended_in", r -> LandscapeColumns.endsBySeed(r.cell()))
                    .in(View.CSV));
        }
        if (any(cells, c -> c.timeToTarget().isPresent())) {
            columns.addAll(TargetColumns.all());
        }
        if (any(cells, c -> c.mcNemar().isPresent())) {
            columns.addAll(McNemarColumns.all());
        }
        columns.add(Column.structure("endings", r -> LandscapeColumns.ends(r.cell())));
        columns.add(Column.structure(
                "not_local", r -> r.cell().measurements().notLocal().orElse(null)));
        return columns;
    }

    private static boolean any(List<CellSummary> cells, Predicate<CellSummary> condition) {
        return cells.stream().anyMatch(condition);
    }

    private static List<Column<CellRow>> overall(OverallComparison o) {
        MultiProblemComparison across = o.across();
        List<Column<CellRow>> columns = List.of(
                Column.text("metric", r -> o.metric().name()),
                Column.count("n", r -> across.problems().size()),
                Column.number("mean_rank", r -> o.meanRank(r.cell().name()).orElse(Double.NaN)),
                Column.number(
                        "friedman_p", r -> across.friedman().map(Friedman::pF).orElse(Double.NaN)),
                Column.number("critical_difference", r -> across.criticalDifference()),
                Column.number("p_holm", r -> o.pHolm(r.cell().name())));
        return Column.nested(columns, "over_problems.", List.of(), (CellRow r) -> r).stream()
                .map(c -> c.in(View.CSV))
                .toList();
    }

    private static TunedCell tunedCell(TuningSummary t, CellRow row) {
        TunedCell cell = t.cells().stream()
                .filter(c ->
                        c.variant().equals(row.cell().name()) && c.problem().equals(row.problem()))
                .findFirst()
                .orElseThrow();
        return cell.tuned() ? cell : null;
    }

    private static Object chosen(TuningSummary t, CellSummary cell) {
        return t.cells().stream()
                .filter(c -> c.name().equals(cell.name()))
                .flatMap(c -> c.best().map(c::describe).stream())
                .findFirst()
                .orElse(null);
    }

    private static String notLocal(CellSummary cell) {
        return cell.measurements()
                .notLocal()
                .map(n -> n.isEmpty() ? View.PAGE.missing() : String.join(", ", n))
                .orElse("");
    }
}
