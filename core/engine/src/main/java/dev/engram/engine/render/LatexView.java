package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.Contrast;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.StatisticalTies;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.statistics.Distributions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A comparison as a LaTeX table, for a preamble with the package {@code booktabs}. */
public final class LatexView {
    private static final String MISSING = "--";

    private LatexView() {}

    /**
     * The table, under comments that say what is in it.
     *
     * @param ties which numbers are bold
     * @param tuned how cells were tuned; empty where they were not
     */
    public static String render(Comparison c, StatisticalTies ties, Optional<TuningSummary> tuned) {
        Map<String, Function<CellSummary, String>> columns = columns(c, ties, tuned);
        StringBuilder out = new StringBuilder();
        comment(out, c.title() + "; needs \\usepackage{booktabs}");
        Notes.of(c).forEach(n -> comment(out, n));
        if (targets(c).size() > 1) {
            targets(c)
                    .forEach(g -> comment(
                            out,
                            "steps to target, " + g + ": "
                                    + c.cells().stream()
                                            .filter(cell -> cell.timeToTarget()
                                                    .filter(r ->
                                                            r.target().text().equals(g))
                                                    .isPresent())
                                            .map(CellSummary::name)
                                            .collect(Collectors.joining("; "))
                                    + "."));
        }
        comment(out, boldLegend(c));
        tuned.ifPresent(t -> {
            comment(out, "chosen: " + TuningNotes.sentence(t));
            TuningNotes.of(t).forEach(n -> comment(out, n));
        });
        out.append("\\begin{tabular}{l")
                .append("r".repeat(columns.size() - (tuned.isPresent() ? 1 : 0)))
                .append(tuned.isPresent() ? "l" : "")
                .append("}\n\\toprule\n");
        row(out, "cell", List.copyOf(columns.keySet()));
        out.append("\\midrule\n");
        c.cells()
                .forEach(cell -> row(
                        out,
                        escaped(cell.name()),
                        columns.values().stream().map(text -> text.apply(cell)).toList()));
        return out.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    /** All but the names, by their headings. */
    private static Map<String, Function<CellSummary, String>> columns(
            Comparison c, StatisticalTies ties, Optional<TuningSummary> tuned) {
        Map<String, Function<CellSummary, String>> columns = new LinkedHashMap<>();
        for (int i = 0; i < c.metrics().size(); i++) {
            int m = i;
            if (c.metrics().get(i).shown()) {
                columns.put(
                        escaped(c.metrics().get(i).name()),
                        cell -> value(cell, cell.metrics().get(m), ties));
            }
            if (i == 0 && c.reference().isPresent()) {
                columns.put(
                        "$\\Delta$ " + escaped(c.metrics().get(0).name()),
                        cell -> difference(cell.metrics().get(0).difference()));
            }
        }
        List<String> targets = targets(c);
        if (!targets.isEmpty()) {
            columns.put(
                    "steps to " + (targets.size() == 1 ? escaped(targets.get(0)) : "target"),
                    cell -> cell.timeToTarget().map(TimeToTargetVerdicts::text).orElse(MISSING));
        }
        columns.put("seeds", cell -> cell.successfulRuns() + "/" + cell.seeds());
        tuned.ifPresent(t -> columns.put(
                "chosen",
                cell -> t.cells().stream()
                        .filter(of -> of.name().equals(cell.name()))
                        .flatMap(of -> of.best().map(of::describe).stream())
                        .map(LatexView::escaped)
                        .findFirst()
                        .orElse(MISSING)));
        return columns;
    }

    private static List<String> targets(Comparison c) {
        return c.cells().stream()
                .flatMap(cell -> cell.timeToTarget().stream())
                .map(r -> r.target().text())
                .distinct()
                .toList();
    }

    private static String boldLegend(Comparison c) {
        if (c.hasMissingRuns()) {
            return "Nothing is bold: " + c.design().missingRuns()
                    + (c.design().missingRuns() == 1 ? " run is" : " runs are") + " missing.";
        }
        return c.cells().isEmpty() || c.cells().get(0).seeds() < 2
                ? "Nothing is bold: of one seed nothing can be shown."
                : "Bold: the best of its column by the median over seeds, and all that are not shown to be worse than"
                        + " it, problem by problem ("
                        + Verdicts.testName(c) + ", Holm's correction, level "
                        + NumberFormats.exact(Distributions.SIGNIFICANCE_LEVEL) + "); none of whose runs diverged.";
    }

    private static String value(CellSummary cell, MetricSummary m, StatisticalTies ties) {
        String text = NumberFormats.estimate(m.value().mean(), m.value().halfWidth(), "\\pm");
        String math = text.equals(NumberFormats.MISSING) ? MISSING : "$" + text + "$";
        return ties.contains(m.metric().name(), cell.name()) ? "\\boldmath" + math : math;
    }

    private static String difference(Optional<Contrast> contrast) {
        return contrast.filter(d -> !Double.isNaN(d.pairedDifferences().mean()))
                .map(d -> "$"
                        + NumberFormats.difference(d.pairedDifferences().mean(), d.meanInterval())
                                .replace(" [", "\\ [") + "$")
                .orElse(MISSING);
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
