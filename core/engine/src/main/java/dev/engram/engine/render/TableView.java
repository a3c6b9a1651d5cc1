package dev.engram.engine.render;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.SuiteNotes;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.prose.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A comparison for the console. What is too wide for one table goes into a second one: first the costs, then the lesser
 * metrics; the first metric always stands beside the names.
 */
public final class TableView {
    public static final int DEFAULT_WIDTH = 100;
    private static final String GAP = "  ";
    private static final Map<String, String> ABBREVIATIONS = Map.of("multiply-adds", "mult-adds");
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

    /** What was chosen for each tuned cell, and at what cost. */
    private String tuned(TuningSummary t) {
        List<TunedCell> cells = t.cells().stream().filter(TunedCell::tuned).toList();
        TableLabels labels = TableLabels.unmarked(
                cells.stream().map(TunedCell::name).toList(), Math.max(MIN_NAME_WIDTH, (int) (width * MAX_NAME_SHARE)));
        TextColumn first = TextColumn.left("tuned cell", labels.labels());
        List<TextColumn> others = laidOut(TuningColumns.of(t), cells);
        StringBuilder out = new StringBuilder();
        wrapped(out, plain(TuningNotes.sentence(t)));
        line(out, "");
        if (fits(first, others)) {
            table(out, first, others, cells.size());
        } else {
            pack(out, first, others, cells.size());
        }
        labels.legend().forEach(l -> line(out, l));
        return out.toString().stripTrailing() + "\n";
    }

    private String render() {
        List<CellRow> rows = comparison.cells().stream()
                .map(cell -> new CellRow(comparison, Optional.empty(), cell))
                .toList();
        CellColumns columns = CellColumns.of(comparison);
        List<TextColumn> results = laidOut(columns.results(), rows);
        List<TextColumn> costs = laidOut(columns.costs(), rows);
        int room = width
                - results.stream()
                        .limit(2)
                        .mapToInt(c -> c.width() + GAP.length())
                        .sum();
        int share = (int) (width * MAX_NAME_SHARE);
        TableLabels labels = TableLabels.of(comparison.cells(), Math.max(MIN_NAME_WIDTH, Math.min(room, share)));
        StringBuilder out = new StringBuilder();
        if (!comparison.title().isEmpty()) {
            line(out, comparison.title());
            line(out, "");
        }
        TextColumn first = TextColumn.left("cell", labels.labels());
        List<TextColumn> all = new ArrayList<>(results);
        all.addAll(costs);
        if (fits(first, all)) {
            table(out, first, all, rows.size());
        } else {
            pack(out, first, results, rows.size());
            pack(out, first, costs, rows.size());
        }
        labels.legend().forEach(l -> line(out, l));
        for (List<String> verdicts : Verdicts.all(comparison, cell -> labels.inText(cell.name()))) {
            verdicts.forEach(v -> wrapped(out, plain(v)));
            line(out, "");
        }
        Notes.of(comparison).forEach(n -> wrapped(out, plain(n)));
        return out.toString();
    }

    private <R> List<TextColumn> laidOut(List<Column<R>> columns, List<R> rows) {
        return Column.shownIn(View.TABLE, columns).stream()
                .map(c -> laidOut(c, rows))
                .toList();
    }

    private <R> TextColumn laidOut(Column<R> column, List<R> rows) {
        String heading = plain(ABBREVIATIONS.getOrDefault(column.heading(), column.heading()));
        List<String> texts =
                rows.stream().map(r -> plain(column.text(r, View.TABLE))).toList();
        if (column.unit() == Unit.TEXT) {
            return TextColumn.left(heading, texts);
        }
        return column.unit() == Unit.NUMBER
                ? TextColumn.of(heading, texts.stream().map(TableView::split).toList())
                : TextColumn.right(heading, texts);
    }

    /** The number before the first space, and the interval after it. */
    private static TextColumn.Text split(String text) {
        int at = text.contains(" ") ? text.indexOf(' ') : text.length();
        return new TextColumn.Text(text.substring(0, at), text.substring(at));
    }

    private boolean fits(TextColumn first, List<TextColumn> others) {
        return first.width()
                        + others.stream()
                                .mapToInt(c -> GAP.length() + c.width())
                                .sum()
                <= width;
    }

    /** As many tables as it takes, each beginning with the first column. */
    private void pack(StringBuilder out, TextColumn first, List<TextColumn> columns, int rows) {
        List<TextColumn> table = new ArrayList<>();
        for (TextColumn c : columns) {
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

    private void table(StringBuilder out, TextColumn first, List<TextColumn> others, int rows) {
        List<TextColumn> columns = new ArrayList<>(List.of(first));
        columns.addAll(others);
        line(out, join(columns, TextColumn::heading));
        line(out, join(columns, c -> "─".repeat(c.width())));
        for (int i = 0; i < rows; i++) {
            int row = i;
            line(out, join(columns, c -> c.row(row)));
        }
        line(out, "");
    }

    private static String join(List<TextColumn> columns, Function<TextColumn, String> part) {
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
