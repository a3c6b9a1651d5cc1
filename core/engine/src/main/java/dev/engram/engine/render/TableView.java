package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.prose.BestCells;
import dev.engram.engine.prose.ImportedNotes;
import dev.engram.engine.prose.Legend;
import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.SuiteNotes;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.significance.UnpairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A comparison for the console: the verdicts, then the results and costs of the cells, then a legend. What is too wide
 * for one table goes into a second one.
 */
public final class TableView {
    public static final int DEFAULT_WIDTH = 100;
    private static final int MIN_NAME_WIDTH = 20;
    /** At the default width this leaves room for all costs in one table. */
    private static final double MAX_NAME_SHARE = 0.4;

    private final Style style;

    /**
     * The form of the output.
     *
     * @param width of the console in characters
     * @param ascii for consoles that cannot show ± and Δ
     * @param explain true to explain each verdict in a sentence
     */
    public record Style(int width, boolean ascii, boolean explain) {}

    private TableView(Style style) {
        this.style = style;
    }

    /** The tables of one problem and their legend. */
    public static String render(Comparison comparison, Style style) {
        TableView view = new TableView(style);
        TextTable out = view.console();
        view.tables(out, comparison);
        Legend.onConsole(List.of(comparison), Optional.empty()).forEach(out::wrapped);
        Notes.ofCells(comparison).forEach(out::wrapped);
        return out.text();
    }

    /** The tables of one problem and their legend, without sentences. */
    public static String render(Comparison comparison, int width, boolean ascii) {
        return render(comparison, new Style(width, ascii, false));
    }

    /**
     * The tables of each problem, then what is known over all of them, then the legend, once for all problems, and what
     * is not run and what is doubtful.
     */
    public static String render(SuiteComparison suite, Style style) {
        TableView view = new TableView(style);
        List<String> blocks = new ArrayList<>();
        for (SuiteComparison.Part part : suite.parts()) {
            TextTable out = view.console();
            view.tables(out, part.comparison());
            blocks.add(out.text());
        }
        TextTable over = view.console();
        SuiteNotes.overProblems(suite).forEach(over::wrapped);
        blocks.add(over.text());
        suite.tuned().ifPresent(t -> blocks.add(view.tuned(t)));
        blocks.add(view.imported(suite));
        TextTable notes = view.console();
        SuiteNotes.legendOnConsole(suite).forEach(notes::wrapped);
        blocks.add(notes.text());
        TextTable doubts = view.console();
        SuiteNotes.notes(suite).forEach(doubts::wrapped);
        blocks.add(doubts.text());
        return blocks.stream()
                        .map(String::stripTrailing)
                        .filter(t -> !t.isEmpty())
                        .collect(Collectors.joining("\n\n")) + "\n";
    }

    /** The tables of each problem without sentences. */
    public static String render(SuiteComparison suite, int width, boolean ascii) {
        return render(suite, new Style(width, ascii, false));
    }

    private TextTable console() {
        return new TextTable(style.width(), style.ascii());
    }

    private int nameWidth() {
        return Math.max(MIN_NAME_WIDTH, (int) (style.width() * MAX_NAME_SHARE));
    }

    /** The cells that were not run here, next to those that were. */
    private String imported(SuiteComparison suite) {
        TextTable out = console();
        List<UnpairedComparison> cells = suite.notRun().imported();
        if (!cells.isEmpty()) {
            TableLabels labels = TableLabels.unmarked(
                    cells.stream().map(c -> c.there().cell()).toList(), nameWidth());
            out.fit(
                    TextColumn.left("not run here", labels.labels()),
                    out.laidOut(ImportedColumns.ALL, cells),
                    cells.size());
            labels.legend().forEach(out::line);
            ImportedNotes.of(suite).forEach(out::wrapped);
        }
        return out.text();
    }

    /** What was chosen for each tuned cell, and at what cost. */
    private String tuned(TuningSummary t) {
        TextTable out = console();
        List<TunedCell> cells = t.cells().stream().filter(TunedCell::tuned).toList();
        TableLabels labels =
                TableLabels.unmarked(cells.stream().map(TunedCell::name).toList(), nameWidth());
        out.wrapped(TuningNotes.sentence(t));
        out.line("");
        out.fit(TextColumn.left("tuned cell", labels.labels()), out.laidOut(TuningColumns.of(t), cells), cells.size());
        labels.legend().forEach(out::line);
        return out.text();
    }

    private void tables(TextTable out, Comparison comparison) {
        if (!comparison.title().isEmpty()) {
            out.line(comparison.title());
            out.line("");
        }
        VerdictTable.print(out, comparison);
        List<CellRow> rows = comparison.cells().stream()
                .map(cell -> new CellRow(comparison, Optional.empty(), cell))
                .toList();
        CellColumns columns = CellColumns.of(comparison);
        List<TextColumn> results = out.laidOut(columns.results(), rows);
        List<TextColumn> costs = out.laidOut(columns.costs(), rows);
        int room = style.width() - TextTable.widthOf(results.stream().limit(2).toList());
        TableLabels labels = TableLabels.of(comparison.cells(), Math.max(MIN_NAME_WIDTH, Math.min(room, nameWidth())));
        TextColumn first = TextColumn.left("cell", labels.labels());
        List<TextColumn> all = new ArrayList<>(results);
        all.addAll(costs);
        if (out.fits(first, all)) {
            out.fit(first, all, rows.size());
        } else {
            out.fit(first, results, rows.size());
            out.fit(first, costs, rows.size());
        }
        if (!labels.legend().isEmpty()) {
            labels.legend().forEach(out::line);
            out.line("");
        }
        if (style.explain()) {
            List<String> cells =
                    comparison.cells().stream().map(CellSummary::name).toList();
            UnaryOperator<String> names = name -> cells.contains(name) ? labels.inText(name) : name;
            List<List<String>> sentences = new ArrayList<>(Verdicts.withoutHeading(comparison, names));
            List<String> best = BestCells.of(comparison, names);
            if (!best.isEmpty()) {
                sentences.add(0, best);
            }
            for (List<String> verdicts : sentences) {
                verdicts.forEach(out::wrapped);
                out.line("");
            }
        }
    }
}
