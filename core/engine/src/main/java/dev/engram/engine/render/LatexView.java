package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.StatisticalTies;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.prose.ImportedNotes;
import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.TestPhrases;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.significance.UnpairedComparison;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.text.DecimalText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A comparison as a LaTeX table, for a preamble with the package {@code booktabs}. */
public final class LatexView {
    /** A difference: with a sign, or 0 with an interval. Names of cells can begin with a sign as well. */
    private static final Pattern DIFFERENCE = Pattern.compile("[-+][0-9.]+(e[-+]?[0-9]+)?( \\[.*])?|[0-9.]+ \\[.*]");

    private LatexView() {}

    /** The tables of a suite without several problems. */
    public static String render(Comparison c, StatisticalTies ties, Optional<TuningSummary> tuned) {
        List<SuiteComparison.Part> parts = List.of(new SuiteComparison.Part(Optional.empty(), c));
        SuiteComparison suite = new SuiteComparison(
                c.title(), parts, Optional.empty(), Optional.empty(), SuiteComparison.NotRun.NONE, tuned, List.of());
        return render(c, suite, ties);
    }

    /**
     * The table of results, under comments that say what is in it, a table of verdicts for each problem, and one of the
     * cells that were not run here.
     *
     * @param c cells of all problems
     * @param suite comparison on each problem, with the verdicts; how cells were tuned; imported cells
     * @param ties which numbers are bold
     */
    public static String render(Comparison c, SuiteComparison suite, StatisticalTies ties) {
        Optional<TuningSummary> tuned = suite.tuned();
        List<Column<CellRow>> columns =
                Column.shownIn(View.LATEX, CellColumns.of(List.of(c), tuned).all());
        StringBuilder out = new StringBuilder();
        comment(out, c.title() + "; needs \\usepackage{booktabs}");
        Notes.of(c).forEach(n -> comment(out, n));
        targets(c).forEach(t -> comment(out, t));
        comment(out, boldLegend(c));
        tuned.ifPresent(t -> {
            comment(out, "chosen: " + TuningNotes.sentence(t));
            TuningNotes.of(t).forEach(n -> comment(out, n));
        });
        out.append("\\begin{tabular}{l");
        columns.forEach(column -> out.append(column.unit() == Unit.TEXT ? 'l' : 'r'));
        out.append("}\n\\toprule\n");
        row(out, "cell", columns.stream().map(LatexView::heading).toList());
        out.append("\\midrule\n");
        for (CellSummary cell : c.cells()) {
            CellRow row = new CellRow(c, Optional.empty(), cell);
            row(
                    out,
                    escaped(cell.name()),
                    columns.stream().map(column -> field(column, row, ties)).toList());
        }
        out.append("\\bottomrule\n\\end{tabular}\n");
        suite.parts().forEach(part -> verdicts(out, part));
        notRunHere(out, suite);
        return out.toString();
    }

    /** The table of cells that were not run here, if there are any. */
    private static void notRunHere(StringBuilder out, SuiteComparison suite) {
        List<UnpairedComparison> cells = suite.notRun().imported();
        if (cells.isEmpty()) {
            return;
        }
        out.append('\n');
        ImportedNotes.of(suite).forEach(n -> comment(out, n));
        List<Column<UnpairedComparison>> columns = Column.shownIn(View.LATEX, ImportedColumns.ALL);
        out.append("\\begin{tabular}{l");
        columns.forEach(column -> out.append(column.unit() == Unit.TEXT ? 'l' : 'r'));
        out.append("}\n\\toprule\n");
        row(out, "", columns.stream().map(LatexView::heading).toList());
        out.append("\\midrule\n");
        cells.forEach(cell -> row(
                out,
                escaped(cell.there().cell()),
                columns.stream().map(column -> imported(column, cell)).toList()));
        out.append("\\bottomrule\n\\end{tabular}\n");
    }

    /** Means and signed differences are mathematics: the minus of a text is a hyphen. */
    private static String imported(Column<UnpairedComparison> column, UnpairedComparison cell) {
        String text = column.text(cell, View.LATEX);
        boolean number =
                column.unit() == Unit.NUMBER || DIFFERENCE.matcher(text).matches();
        if (!number || text.equals(View.LATEX.missing()) || text.equals(NumberFormats.MISSING)) {
            return escaped(text);
        }
        return "$" + text.replace(" [", "\\ [") + "$";
    }

    /** The table of the verdicts on one problem, if there are any. */
    private static void verdicts(StringBuilder out, SuiteComparison.Part part) {
        Comparison c = part.comparison();
        List<VerdictRow<VerdictRow.Answer>> rows = VerdictRow.of(c, part.problem());
        if (rows.isEmpty()) {
            return;
        }
        part.problem().ifPresent(p -> comment(out, "verdicts on " + p));
        List<Column<VerdictRow.Answer>> columns = Column.shownIn(View.LATEX, VerdictColumns.shown(c));
        out.append("\n\\begin{tabular}{l");
        columns.forEach(column -> out.append(column.unit() == Unit.TEXT ? 'l' : 'r'));
        out.append("}\n\\toprule\n");
        row(
                out,
                VerdictRow.sharedReference(rows)
                        .map(r -> "against " + escaped(r))
                        .orElse(""),
                columns.stream().map(LatexView::heading).toList());
        VerdictRow.groups(rows).forEach((group, of) -> {
            out.append("\\midrule\n");
            if (!group.isEmpty()) {
                out.append("\\multicolumn{")
                        .append(columns.size() + 1)
                        .append("}{l}{")
                        .append(escaped(group))
                        .append("} \\\\\n");
            }
            of.forEach(row -> row(
                    out,
                    escaped(row.label()),
                    columns.stream()
                            .map(column -> verdict(column, row.answer()))
                            .toList()));
        });
        out.append("\\bottomrule\n\\end{tabular}\n");
    }

    private static String verdict(Column<VerdictRow.Answer> column, VerdictRow.Answer answer) {
        String text = column.text(answer, View.LATEX);
        if (column.unit() != Unit.NUMBER || text.equals(View.LATEX.missing())) {
            return escaped(text);
        }
        String suffix = text.endsWith(Verdicts.MEAN) ? Verdicts.MEAN : "";
        String number = text.substring(0, text.length() - suffix.length());
        return "$" + number.replace("inf", "\\infty").replace(" [", "\\ [") + "$" + suffix;
    }

    /** Which cells have which target, where there are several. */
    private static List<String> targets(Comparison c) {
        List<String> targets = TargetColumns.targets(c.cells());
        return targets.size() < 2
                ? List.of()
                : targets.stream()
                        .map(t -> "steps to target, " + t + ": " + String.join("; ", cells(c, t)) + ".")
                        .toList();
    }

    private static List<String> cells(Comparison c, String target) {
        return c.cells().stream()
                .filter(cell -> cell.timeToTarget()
                        .filter(t -> t.target().text().equals(target))
                        .isPresent())
                .map(CellSummary::name)
                .toList();
    }

    private static String heading(Column<?> column) {
        return escaped(column.heading()).replace("Δ", "$\\Delta$");
    }

    private static String field(Column<CellRow> column, CellRow row, StatisticalTies ties) {
        String text = column.text(row, View.LATEX);
        boolean math = column.value().apply(row) instanceof Shown && column.unit() == Unit.NUMBER;
        if (!math) {
            return escaped(text);
        }
        if (text.equals(NumberFormats.MISSING)) {
            return View.LATEX.missing();
        }
        String set = "$" + text.replace(" [", "\\ [") + "$";
        return ties.contains(column.heading(), row.cell().name()) ? "\\boldmath" + set : set;
    }

    private static String boldLegend(Comparison c) {
        if (c.hasMissingRuns()) {
            int missing = c.design().missingRuns();
            return "Nothing is bold: " + missing + (missing == 1 ? " run is" : " runs are") + " missing.";
        }
        return c.cells().isEmpty() || c.cells().get(0).runs().seeds() < 2
                ? "Nothing is bold: one seed cannot show a difference."
                : "Bold: on each problem, the cell with the best median over seeds and all cells that are not shown to"
                        + " be worse (" + TestPhrases.name(c) + ", Holm correction, significance level "
                        + DecimalText.exact(Distributions.SIGNIFICANCE_LEVEL)
                        + "), except cells with diverged runs.";
    }

    private static void comment(StringBuilder out, String text) {
        out.append("% ").append(text.replace('\n', ' ')).append('\n');
    }

    /** After the end of a row LaTeX takes a bracket or a star for an argument. */
    private static void row(StringBuilder out, String name, List<String> fields) {
        out.append(name.startsWith("[") || name.startsWith("*") ? "{}" : "").append(name);
        fields.forEach(f -> out.append(" & ").append(f));
        out.append(" \\\\\n");
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(ch -> out.append(
                        switch (ch) {
                            case '\\' -> "\\textbackslash{}";
                            case '<' -> "\\textless{}";
                            case '>' -> "\\textgreater{}";
                            case '|' -> "\\textbar{}";
                            case '~' -> "\\textasciitilde{}";
                            case '^' -> "\\textasciicircum{}";
                            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + Character.toString(ch);
                            default -> Character.toString(ch);
                        }));
        return out.toString();
    }
}
