package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.CostSummary;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.SuiteNotes;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.prose.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A comparison for the console. What is too wide for one table goes into a second one: first the costs, then the lesser
 * metrics; the first metric always stands beside the names.
 */
public final class TableView {
    public static final int DEFAULT_WIDTH = 100;
    private static final String GAP = "  ";
    private static final int MIN_NAME_WIDTH = 20;
    /** At the default width this leaves room for all costs in one table. */
    private static final double MAX_NAME_SHARE = 0.4;

    private final Comparison comparison;
    private final int width;
    private final boolean ascii;

    private TableView(Comparison comparison, int width, boolean ascii) {
        this.comparison = comparison;
        this.width = width;
        this.ascii = ascii;
    }

    /**
     * The tables and their footnotes.
     *
     * @param ascii for consoles that cannot show ± and Δ
     */
    public static String render(Comparison comparison, int width, boolean ascii) {
        return new TableView(comparison, width, ascii).render();
    }

    /** A table for each problem, then what is known over all of them, then what is not run and what is doubtful. */
    public static String render(SuiteComparison suite, int width, boolean ascii) {
        List<String> tables = new ArrayList<>();
        suite.parts().forEach(p -> tables.add(render(p.comparison(), width, ascii)));
        TableView view = new TableView(suite.parts().get(0).comparison(), width, ascii);
        StringBuilder over = new StringBuilder();
        SuiteNotes.overProblems(suite).forEach(v -> view.wrapped(over, view.plain(v)));
        StringBuilder notes = new StringBuilder();
        SuiteNotes.notes(suite).forEach(n -> view.wrapped(notes, view.plain(n)));
        tables.add(over.toString());
        suite.tuned().ifPresent(t -> tables.add(view.tuned(t)));
        tables.add(notes.toString());
        return tables.stream().filter(t -> !t.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** What was chosen for each cell that was tuned, and at what cost. */
    private String tuned(TuningSummary t) {
        List<TunedCell> cells = t.cells().stream().filter(TunedCell::tuned).toList();
        TableLabels tableLabels = TableLabels.unmarked(
                cells.stream().map(TunedCell::name).toList(), Math.max(MIN_NAME_WIDTH, (int) (width * MAX_NAME_SHARE)));
        List<Column> columns = TuningTable.columns(cells, tableLabels.labels());
        StringBuilder out = new StringBuilder();
        wrapped(out, plain(TuningNotes.sentence(t)));
        line(out, "");
        List<Column> others = columns.subList(1, columns.size());
        if (fits(columns.get(0), others)) {
            table(out, columns.get(0), others, cells.size());
        } else {
            pack(out, columns.get(0), others, cells.size());
        }
        tableLabels.legend().forEach(l -> line(out, l));
        return out.toString().stripTrailing() + "\n";
    }

    private String render() {
        List<Column> metrics = new ArrayList<>();
        for (int i = 0; i < comparison.metrics().size(); i++) {
            int k = i;
            if (!comparison.metrics().get(i).shown()) {
                continue;
            }
            String name = comparison.metrics().get(i).name();
            metrics.add(estimates(name, cell -> value(cell, cell.metrics().get(k))));
            if (k == 0 && comparison.reference().isPresent()) {
                metrics.add(estimates(
                        "Δ " + name, cell -> difference(cell, cell.metrics().get(k))));
            }
            if (k == 0) {
                metrics.addAll(landscapeResults());
            }
        }
        comparison
                .design()
                .target()
                .ifPresent(g -> metrics.add(Column.right(
                        "steps to " + g.text(),
                        comparison.cells().stream()
                                .map(cell -> TimeToTargetVerdicts.text(
                                        cell.timeToTarget().orElseThrow()))
                                .toList())));
        int room = width
                - metrics.stream()
                        .limit(2)
                        .mapToInt(c -> c.width() + GAP.length())
                        .sum();
        int share = (int) (width * MAX_NAME_SHARE);
        TableLabels tableLabels = TableLabels.of(comparison.cells(), Math.max(MIN_NAME_WIDTH, Math.min(room, share)));
        List<Column> costs = costs();

        StringBuilder out = new StringBuilder();
        if (!comparison.title().isEmpty()) {
            line(out, comparison.title());
            line(out, "");
        }
        Column first = Column.left("cell", tableLabels.labels());
        List<Column> all = new ArrayList<>(metrics);
        all.addAll(costs);
        if (fits(first, all)) {
            table(out, first, all, comparison.cells().size());
        } else {
            pack(out, first, metrics, comparison.cells().size());
            pack(out, first, costs, comparison.cells().size());
        }
        tableLabels.legend().forEach(l -> line(out, l));
        for (List<String> verdicts : Verdicts.all(comparison, cell -> tableLabels.inText(cell.name()))) {
            verdicts.forEach(v -> wrapped(out, plain(v)));
            line(out, "");
        }
        Notes.of(comparison).forEach(n -> wrapped(out, plain(n)));
        return out.toString();
    }

    private Column estimates(String header, Function<CellSummary, Column.Text> text) {
        return Column.of(plain(header), comparison.cells().stream().map(text).toList());
    }

    /** Where runs on a landscape ended: in words where there is one for each cell, else how many ended in each place. */
    private List<Column> landscapeResults() {
        List<CellSummary> cells = comparison.cells();
        if (!comparison.onLandscapes()) {
            return List.of();
        }
        if (cells.get(0).seeds() == 1) {
            return List.of(Column.left(
                    "ended in",
                    cells.stream()
                            .map(c -> c.landscapeResults().isEmpty()
                                    ? NumberFormats.MISSING
                                    : c.landscapeResults().get(0).location())
                            .toList()));
        }
        return comparison.endLocations().entrySet().stream()
                .map(e -> Column.right(
                        e.getKey(),
                        cells.stream().map(c -> share(c, e.getValue())).toList()))
                .toList();
    }

    private static String share(CellSummary cell, Set<String> places) {
        long n = cell.landscapeResults().stream()
                .filter(e -> places.contains(e.location()))
                .count();
        return n == 0 ? "0" : n + "/" + cell.seeds();
    }

    private List<Column> costs() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.right(
                "seeds",
                comparison.cells().stream()
                        .map(c -> c.successfulRuns() + "/" + c.seeds())
                        .toList()));
        columns.add(cost("steps", CostSummary::steps, NumberFormats::count));
        columns.add(cost("seconds", CostSummary::seconds, NumberFormats::seconds));
        if (!comparison.onLandscapes()) { // which have neither examples nor layers
            columns.add(cost("examples/s", CostSummary::examplesPerSecond, NumberFormats::count));
            columns.add(cost("mult-adds", CostSummary::multiplyAdds, NumberFormats::count));
        }
        columns.add(cost("state bytes", CostSummary::stateBytes, NumberFormats::count));
        return columns;
    }

    private Column cost(String header, ToDoubleFunction<CostSummary> field, Function<Double, String> format) {
        return Column.right(
                header,
                comparison.cells().stream()
                        .map(c -> format.apply(field.applyAsDouble(c.cost())))
                        .toList());
    }

    private Column.Text value(CellSummary cell, MetricSummary m) {
        return text(
                plain(NumberFormats.estimate(m.value().mean(), m.value().halfWidth(), "±")),
                m.value().n(),
                cell.seeds());
    }

    private Column.Text difference(CellSummary cell, MetricSummary m) {
        return m.difference()
                .map(d -> text(
                        NumberFormats.difference(d.pairedDifferences().mean(), d.meanInterval()),
                        d.pairedDifferences().finite(),
                        m.value().n()))
                .orElse(new Column.Text(NumberFormats.MISSING, ""));
    }

    /** Where not all have a part in it, how many have: {@code 0.912 ± 0.021 (3/5)}. */
    private static Column.Text text(String text, int n, int expected) {
        int split = text.contains(" ") ? text.indexOf(' ') : text.length();
        String count = n < expected ? " (" + n + "/" + expected + ")" : "";
        return new Column.Text(text.substring(0, split), text.substring(split) + count);
    }

    private boolean fits(Column first, List<Column> others) {
        return first.width()
                        + others.stream()
                                .mapToInt(c -> GAP.length() + c.width())
                                .sum()
                <= width;
    }

    /** As many tables as it takes, each beginning with the first column. */
    private void pack(StringBuilder out, Column first, List<Column> columns, int rows) {
        List<Column> table = new ArrayList<>();
        for (Column c : columns) {
            table.add(c);
            if (table.size() > 1 && !fits(first, table)) {
                table.remove(table.size() - 1);
                table(out, first, table, rows);
                table = new ArrayList<>(List.of(c));
            }
        }
        if (!table.isEmpty()) {
            table(out, first, table, rows);
        }
    }

    private void table(StringBuilder out, Column first, List<Column> others, int rows) {
        List<Column> columns = new ArrayList<>(List.of(first));
        columns.addAll(others);
        line(out, join(columns, Column::heading));
        line(out, join(columns, c -> "─".repeat(c.width())));
        for (int i = 0; i < rows; i++) {
            int row = i;
            line(out, join(columns, c -> c.row(row)));
        }
        line(out, "");
    }

    private static String join(List<Column> columns, Function<Column, String> part) {
        return String.join(GAP, columns.stream().map(part).toList()).stripTrailing();
    }

    private void line(StringBuilder out, String text) {
        out.append(plain(text)).append('\n');
    }

    private void wrapped(StringBuilder out, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                line(out, line.toString());
                line = new StringBuilder(" ");
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        line(out, line.toString());
    }

    /** Our signs in ASCII where that is asked for; names are the user's own. */
    private String plain(String text) {
        return ascii
                ? text.replace("±", "+/-")
                        .replace("Δ", "diff.")
                        .replace("…", "~")
                        .replace("─", "-")
                : text;
    }
}
