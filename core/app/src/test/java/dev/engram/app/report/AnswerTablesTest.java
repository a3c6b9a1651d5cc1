package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerTablesTest {
    private static CellRuns cell(String name, double accuracy) {
        RunResult result = new RunResult(
                Outcome.FINISHED,
                "",
                "hash",
                new Cost(10, 20, 1, 30, 40),
                List.of(new Measurement(10, 1, "test", "accuracy", accuracy)));
        return new CellRuns(
                name, Map.of("rule", name), List.of(new Run("id", "suite", name, 1, "spec", Map.of(), result)));
    }

    @Test
    void comparisonsOverProblemsAreRowsOfATable() {
        List<MetricInfo> metrics = List.of(new MetricInfo("accuracy", 1));
        List<OverallComparison.Problem> problems = IntStream.range(0, 7)
                .mapToObj(i -> new OverallComparison.Problem(
                        "p" + i, List.of(cell("a", 0.9), cell("b", 0.5 + i / 100.0), cell("c", 0.95)), metrics))
                .toList();
        SuiteComparison suite = new SuiteComparison(
                "s",
                List.of(),
                Optional.empty(),
                OverallComparison.of(problems, Optional.of("a")),
                SuiteComparison.NotRun.NONE,
                Optional.empty(),
                List.of());
        Map<String, Object> table = AnswerTables.of(suite).get(0);
        assertEquals("over 7 problems, by the medians of accuracy", table.get("title"));
        assertEquals("against a", table.get("reference"));
        assertEquals(List.of("b", "c"), table.get("labels"));
        assertEquals(List.of(true, true), table.get("shown"));
        List<?> columns = (List<?>) table.get("columns");
        assertEquals(
                List.of(
                        "verdict: [worse, better]",
                        "problems: [worse on 7 of 7, better on 7 of 7]",
                        "mean rank: [3.000, 1.000]",
                        "p: [0.031, 0.031]"),
                columns.stream()
                        .map(c -> ((Map<?, ?>) c).get("name") + ": " + ((Map<?, ?>) c).get("text"))
                        .toList());
    }
}
