package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The columns of the time to target, for CSV and JSON. */
final class TargetColumns {
    private static final List<Column<TimeToTarget>> TARGET = List.of(
            Column.text("metric", t -> t.target().metric()),
            Column.number("at", t -> t.target().threshold()),
            Column.count("n", TimeToTarget::n),
            Column.count("reached", TimeToTarget::reached),
            Column.count("steps.median", t -> t.steps().value()),
            Column.interval("steps.median", t -> t.steps().interval()),
            Column.number("epochs.median", t -> t.epochs().value()),
            Column.interval("epochs.median", t -> t.epochs().interval()),
            Column.count("examples.median", t -> t.examples().value()),
            Column.interval("examples.median", t -> t.examples().interval()),
            Column.count("multiply_adds.median", t -> t.multiplyAdds().value()),
            Column.interval("multiply_adds.median", t -> t.multiplyAdds().interval()),
            Column.of("seconds.median", Unit.SECONDS, t -> t.seconds().value()),
            Column.interval("seconds.median", t -> t.seconds().interval()));

    private static final List<Column<TimeToTarget.RelativeCost>> RELATIVE_COST = List.of(
            Column.number("steps_ratio", TimeToTarget.RelativeCost::ratio),
            Column.interval("steps_ratio", TimeToTarget.RelativeCost::interval),
            Column.number("multiply_adds_ratio", TimeToTarget.RelativeCost::multiplyAdds));

    private TargetColumns() {}

    static List<Column<CellRow>> all() {
        List<Column<CellRow>> columns = new ArrayList<>();
        List<String> path = List.of("target");
        columns.addAll(Column.nested(
                TARGET, "target.", path, (CellRow r) -> r.cell().timeToTarget().orElse(null)));
        columns.addAll(Column.nested(RELATIVE_COST, "target.", path, TargetColumns::relativeCost));
        Function<CellRow, ContrastColumns.Row> contrast = r -> {
            TimeToTarget.RelativeCost cost = relativeCost(r);
            return cost == null ? null : new ContrastColumns.Row(cost.contrast(), r.tested());
        };
        columns.addAll(Column.nested(ContrastColumns.RESULT, "target.", path, contrast));
        columns.addAll(Column.nested(
                Column.shownIn(View.JSON, ContrastColumns.ALL).stream()
                        .map(c -> c.in(View.JSON))
                        .toList(),
                "",
                List.of("target", "log_steps_difference"),
                contrast));
        columns.add(Column.<CellRow>text(
                        "words",
                        r -> relativeCost(r) == null || !r.tested()
                                ? null
                                : TimeToTargetVerdicts.sentence(
                                        r.cell(), r.reference(), r.folds(), UnaryOperator.identity()))
                .in(View.JSON)
                .at("target", "log_steps_difference", "words"));
        return columns;
    }

    private static TimeToTarget.RelativeCost relativeCost(CellRow row) {
        return row.cell().timeToTarget().flatMap(TimeToTarget::relativeCost).orElse(null);
    }

    /** The different targets of the cells. */
    static List<String> targets(List<CellSummary> cells) {
        return cells.stream()
                .flatMap(c -> c.timeToTarget().stream())
                .map(t -> t.target().text())
                .distinct()
                .toList();
    }
}
