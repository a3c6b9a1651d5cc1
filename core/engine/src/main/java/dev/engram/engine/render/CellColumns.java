package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.CostSummary;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Friedman;
import dev.engram.engine.statistics.MultiProblemComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        results.addAll(MetricColumns.of(comparisons));
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
        if (!suite.notRun().excluded().isEmpty()) {
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
        columns.add(Column.text("baseline", r -> r.cell().role().baseline()));
        columns.add(Column.<CellRow>text(
                        "reference", r -> r.cell().role().reference().orElse(null))
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
