package dev.engram.engine.render;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.significance.UnpairedComparison;
import dev.engram.engine.text.DecimalText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison as CSV (RFC 4180): one row for each cell, every number in full, an empty field for a missing value.
 * While runs are missing, the fields of all tests are empty.
 */
public final class CsvView {
    private static final String IMPORTED_PREFIX = "not_run_here.";
    private static final String IMPORTED_KIND = "not-run-here";
    private static final List<Column<UnpairedComparison>> IMPORTED = Column.shownIn(View.CSV, ImportedColumns.ALL);

    private CsvView() {}

    public static String render(Comparison c) {
        return render(new SuiteComparison(
                c.title(),
                List.of(new SuiteComparison.Part(Optional.empty(), c)),
                Optional.empty(),
                List.of(),
                List.of()));
    }

    /**
     * All problems in one table, with the ranks over problems. Then come the cells that are not run, with the reason,
     * and those that were imported, in columns of their own.
     */
    public static String render(SuiteComparison suite) {
        List<Column<CellRow>> columns =
                Column.shownIn(View.CSV, CellColumns.of(suite).all());
        List<String> headers = new ArrayList<>(
                columns.stream().flatMap(c -> c.headers().stream()).toList());
        if (!suite.notRun().imported().isEmpty()) {
            IMPORTED.stream().flatMap(c -> c.headers().stream()).forEach(h -> headers.add(IMPORTED_PREFIX + h));
        }
        StringBuilder out = new StringBuilder();
        row(out, headers);
        for (SuiteComparison.Part part : suite.parts()) {
            part.comparison().cells().forEach(cell -> {
                CellRow row = new CellRow(part.comparison(), part.problem(), cell);
                List<String> fields = new ArrayList<>(
                        columns.stream().flatMap(c -> c.fields(row).stream()).toList());
                fields.addAll(Collections.nCopies(headers.size() - fields.size(), ""));
                row(out, fields);
            });
        }
        for (ExcludedCell excluded : suite.notRun().excluded()) {
            Map<String, String> fields = new HashMap<>();
            fields.put("cell", excluded.name());
            excluded.axes().forEach((axis, label) -> fields.put("axis." + axis, label));
            fields.put("not_run", excluded.kind() + ": " + excluded.reason());
            row(out, headers.stream().map(h -> fields.getOrDefault(h, "")).toList());
        }
        for (UnpairedComparison u : suite.notRun().imported()) {
            Map<String, String> fields = new HashMap<>();
            fields.put("cell", u.there().cell());
            for (Column<UnpairedComparison> c : IMPORTED) {
                for (int i = 0; i < c.headers().size(); i++) {
                    fields.put(IMPORTED_PREFIX + c.headers().get(i), c.fields(u).get(i));
                }
            }
            row(out, headers.stream().map(h -> fields.getOrDefault(h, "")).toList());
        }
        return out.toString();
    }

    /** The table of verdicts: one row for each question of the design, on all problems, and for each imported cell. */
    public static String renderVerdicts(SuiteComparison suite) {
        List<Column<VerdictRow.Answer>> columns = Column.shownIn(View.CSV, VerdictColumns.FULL);
        StringBuilder out = new StringBuilder();
        row(out, columns.stream().flatMap(c -> c.headers().stream()).toList());
        suite.parts()
                .forEach(part -> VerdictRow.of(part.comparison(), part.problem())
                        .forEach(row -> row(
                                out,
                                columns.stream()
                                        .flatMap(c -> c.fields(row.answer()).stream())
                                        .toList())));
        List<String> headers =
                columns.stream().flatMap(c -> c.headers().stream()).toList();
        for (UnpairedComparison u : suite.notRun().imported()) {
            Map<String, String> fields = imported(suite, u);
            row(out, headers.stream().map(h -> fields.getOrDefault(h, "")).toList());
        }
        return out.toString();
    }

    /** An imported cell as a verdict. Nothing is paired, so that the fields of pairs are empty. */
    private static Map<String, String> imported(SuiteComparison suite, UnpairedComparison u) {
        Map<String, String> fields = new HashMap<>();
        fields.put("kind", IMPORTED_KIND);
        fields.put("level", u.there().cell());
        fields.put("reference", u.here().map(UnpairedComparison.Sample::cell).orElse(""));
        fields.put("metric", u.metric());
        u.means().ifPresent(w -> {
            fields.put("mean", DecimalText.exact(w.difference()));
            fields.put("mean.low", DecimalText.exact(w.interval().low()));
            fields.put("mean.high", DecimalText.exact(w.interval().high()));
        });
        u.test().ifPresent(t -> {
            long family = suite.notRun().imported().stream()
                    .filter(o -> o.metric().equals(u.metric()) && o.test().isPresent())
                    .count();
            fields.put("p_better", DecimalText.exact(u.better()));
            fields.put("p", DecimalText.exact(t.p()));
            fields.put("family", Long.toString(family));
            fields.put("p_holm", DecimalText.exact(u.pHolm()));
        });
        fields.put("verdict", u.verdict().word());
        return fields;
    }

    private static void row(StringBuilder out, List<String> fields) {
        out.append(String.join(",", fields.stream().map(CsvText::field).toList()))
                .append("\r\n");
    }
}
