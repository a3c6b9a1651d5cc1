package dev.engram.engine.render;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.json.JsonText;
import dev.engram.engine.prose.ImportedNotes;
import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.significance.UnpairedComparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison as JSON: every number in full, null for a missing number, infinite numbers as texts. */
public final class JsonView {
    private JsonView() {}

    public static String render(Comparison c) {
        return JsonText.pretty(comparison(c));
    }

    /** A suite without problems as one comparison; else a comparison for each problem and one over them. */
    public static String render(SuiteComparison s) {
        Map<String, Object> suite = new LinkedHashMap<>();
        if (s.parts().size() == 1 && s.parts().get(0).problem().isEmpty()) {
            suite.putAll(comparison(s.parts().get(0).comparison()));
        } else {
            suite.put("title", s.title());
            suite.put("problems", s.parts().stream().map(JsonView::problem).toList());
            s.overall().ifPresent(o -> suite.put("over_problems", ProblemsJson.overall(o)));
            s.profile().ifPresent(p -> suite.put("performance_profile", ProblemsJson.profile(p)));
        }
        s.tuned().ifPresent(t -> suite.put("tuning", tuning(t)));
        s.design().ifPresent(d -> suite.put("family", family(d)));
        suite.put(
                "left_out",
                s.notRun().excluded().stream().map(JsonView::excluded).toList());
        suite.put("warnings", s.warnings());
        if (!s.notRun().imported().isEmpty()) {
            suite.put(
                    "not_run_here",
                    s.notRun().imported().stream().map(JsonView::imported).toList());
            suite.put("not_run_here_notes", ImportedNotes.of(s));
        }
        return JsonText.pretty(suite);
    }

    private static Map<String, Object> imported(UnpairedComparison c) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("name", c.there().cell());
        cell.putAll(object(Column.shownIn(View.JSON, ImportedColumns.ALL), c));
        return cell;
    }

    private static Map<String, Object> problem(SuiteComparison.Part part) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("problem", part.problem().orElse(null));
        problem.putAll(comparison(part.comparison()));
        return problem;
    }

    private static Map<String, Object> comparison(Comparison c) {
        Map<String, Object> comparison = new LinkedHashMap<>();
        comparison.put("title", c.title());
        comparison.put("baseline", c.baseline().orElse(null));
        comparison.put("reference", c.reference().orElse(null));
        comparison.put("missing_runs", c.design().missingRuns());
        comparison.put("metrics", c.metrics().stream().map(JsonView::metric).toList());
        List<Column<CellRow>> columns =
                Column.shownIn(View.JSON, CellColumns.of(c).all());
        comparison.put(
                "cells",
                c.cells().stream()
                        .map(cell -> object(columns, new CellRow(c, Optional.empty(), cell)))
                        .toList());
        List<Column<VerdictRow.Answer>> questions = Column.shownIn(View.JSON, VerdictColumns.FULL);
        comparison.put(
                "questions",
                VerdictRow.of(c, Optional.empty()).stream()
                        .map(r -> object(questions, r.answer()))
                        .toList());
        comparison.put("verdicts", Verdicts.all(c));
        comparison.put("notes", Notes.of(c));
        return comparison;
    }

    /** The number of comparisons in the correction, and how many of each kind these are. */
    private static Map<String, Object> family(Design design) {
        Map<String, Object> family = new LinkedHashMap<>();
        family.put("comparisons", design.family());
        for (QuestionKind kind : QuestionKind.values()) {
            family.put(kind.key(), design.count(kind));
        }
        family.put("over_problems", design.overProblems());
        return family;
    }

    private static Map<String, Object> metric(MetricInfo metric) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", metric.name());
        object.put("direction", metric.direction());
        return object;
    }

    private static Map<String, Object> tuning(TuningSummary t) {
        List<Column<TunedCell>> columns = Column.shownIn(View.JSON, TuningColumns.of(t));
        Map<String, Object> tuning = new LinkedHashMap<>();
        tuning.put("words", TuningNotes.sentence(t));
        tuning.put("search", t.search());
        tuning.put("trials", t.trials());
        tuning.put("seeds", t.seeds());
        tuning.put("cells", t.cells().stream().map(c -> tuned(columns, c)).toList());
        tuning.put("notes", TuningNotes.of(t));
        return tuning;
    }

    private static Map<String, Object> tuned(List<Column<TunedCell>> columns, TunedCell c) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("name", c.name());
        cell.put("paths", c.paths());
        if (c.tuned()) {
            cell.putAll(object(columns, c));
        }
        return cell;
    }

    private static Map<String, Object> excluded(ExcludedCell e) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("name", e.name());
        cell.put("axes", e.axes());
        cell.put("kind", e.kind());
        cell.put("reason", e.reason());
        return cell;
    }

    /** The values of a row, nested by the paths of their columns; values that do not exist are left out. */
    private static <R> Map<String, Object> object(List<Column<R>> columns, R row) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (Column<R> column : columns) {
            Object value = column.value().apply(row);
            if (value != null) {
                put(root, column.path(), value);
            }
        }
        return root;
    }

    @SuppressWarnings("unchecked") // every object on the way to a field was put there by this method
    private static void put(Map<String, Object> root, List<String> path, Object value) {
        Map<String, Object> object = root;
        for (String name : path.subList(0, path.size() - 1)) {
            object = (Map<String, Object>) object.computeIfAbsent(name, k -> new LinkedHashMap<String, Object>());
        }
        object.put(path.get(path.size() - 1), value);
    }
}
