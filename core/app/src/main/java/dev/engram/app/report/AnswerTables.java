package dev.engram.app.report;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.prose.OverallVerdicts;
import dev.engram.engine.prose.QuestionPhrases;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import dev.engram.engine.render.Column;
import dev.engram.engine.render.ImportedColumns;
import dev.engram.engine.render.VerdictColumns;
import dev.engram.engine.render.VerdictRow;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.UnpairedComparison;
import dev.engram.engine.statistics.MultiProblemComparison;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tables of verdicts: for each problem one by the first metric, and one by the steps to its target; then one over
 * all problems.
 */
final class AnswerTables {
    private static final Set<DifferenceVerdict> FOUND = EnumSet.of(
            DifferenceVerdict.BETTER, DifferenceVerdict.WORSE, DifferenceVerdict.HIGHER, DifferenceVerdict.LOWER);

    private AnswerTables() {}

    static List<Map<String, Object>> of(SuiteComparison suite) {
        List<Map<String, Object>> tables = new ArrayList<>();
        for (SuiteComparison.Part part : suite.parts()) {
            Comparison c = part.comparison();
            String problem = part.problem().orElse("");
            List<VerdictRow<VerdictRow.Answer>> answers = VerdictRow.of(c, Optional.empty());
            if (!answers.isEmpty()) {
                tables.add(table(problem, answers, VerdictColumns.shown(c), a -> QuestionPhrases.isShown(a.result())));
            }
            List<VerdictRow<TimeToTarget>> targets = VerdictRow.ofTargets(c);
            if (!targets.isEmpty()) {
                String target = "steps to " + targets.get(0).answer().target().text();
                tables.add(table(
                        problem.isEmpty() ? target : problem + ": " + target,
                        targets,
                        VerdictColumns.shown(
                                targets.stream().map(VerdictRow::answer).toList()),
                        TimeToTargetVerdicts::isShown));
            }
        }
        suite.overall().ifPresent(o -> {
            List<VerdictRow<MultiProblemComparison.Pair>> pairs = VerdictRow.ofPairs(o);
            if (!pairs.isEmpty()) {
                tables.add(table(
                        "over " + o.across().problems().size() + " problems, by the medians of "
                                + o.metric().name(),
                        pairs,
                        VerdictColumns.shown(o),
                        OverallVerdicts::isShown));
            }
        });
        if (!suite.notRun().imported().isEmpty()) {
            tables.add(imported(suite.notRun().imported()));
        }
        return tables;
    }

    /** The cells that were not run here, next to those that were. */
    private static Map<String, Object> imported(List<UnpairedComparison> cells) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("title", "not run here");
        table.put("reference", "");
        table.put("groups", List.of(Map.of("title", "", "rows", cells.size())));
        table.put("labels", cells.stream().map(c -> c.there().cell()).toList());
        table.put("shown", cells.stream().map(c -> FOUND.contains(c.verdict())).toList());
        table.put("columns", Tables.columns(ImportedColumns.ALL, cells));
        return table;
    }

    private static <T> Map<String, Object> table(
            String title, List<VerdictRow<T>> rows, List<Column<T>> columns, Predicate<T> shown) {
        Map<String, List<VerdictRow<T>>> groups = VerdictRow.groups(rows);
        List<VerdictRow<T>> ordered =
                groups.values().stream().flatMap(List::stream).toList();
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("title", title);
        table.put(
                "reference",
                VerdictRow.sharedReference(rows).map(r -> "against " + r).orElse(""));
        table.put(
                "groups",
                groups.entrySet().stream()
                        .map(g ->
                                Map.of("title", g.getKey(), "rows", g.getValue().size()))
                        .toList());
        table.put("labels", ordered.stream().map(VerdictRow::label).toList());
        table.put("shown", ordered.stream().map(r -> shown.test(r.answer())).toList());
        table.put(
                "columns",
                Tables.columns(columns, ordered.stream().map(VerdictRow::answer).toList()));
        return table;
    }
}
