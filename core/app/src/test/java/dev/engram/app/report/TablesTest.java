package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.render.CellColumns;
import dev.engram.engine.render.Column;
import dev.engram.engine.render.View;
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

class TablesTest {
    private static CellRuns cell(String name, double... accuracies) {
        List<Run> runs = IntStream.range(0, accuracies.length)
                .mapToObj(i -> new Run(
                        "id" + i,
                        "suite",
                        name,
                        i,
                        "spec",
                        Map.of(),
                        new RunResult(
                                Outcome.FINISHED,
                                "",
                                "hash",
                                new Cost(10, 20, 1, 30, 40),
                                List.of(new Measurement(10, 1, "test", "accuracy", accuracies[i])))))
                .toList();
        return new CellRuns(name, Map.of("rule", name), runs);
    }

    @Test
    @SuppressWarnings("unchecked") // the data of the page are maps and lists
    void thePageHasEveryColumnThatDeclaresIt() {
        Comparison c = Comparison.of(
                "",
                List.of(cell("a", 0.5, 0.6), cell("b", 0.7, 0.8)),
                Optional.of("a"),
                List.of(new MetricInfo("accuracy", 1)));
        List<Map<String, Object>> columns =
                (List<Map<String, Object>>) Tables.comparison(c).get("columns");
        List<String> headings =
                columns.stream().map(m -> (String) m.get("name")).toList();
        assertEquals(
                Column.shownIn(View.PAGE, CellColumns.of(c).all()).stream()
                        .map(Column::heading)
                        .toList(),
                headings);
        assertTrue(headings.containsAll(List.of("accuracy", "seeds", "multiply-adds")));
        assertEquals(List.of("10", "10"), columns.get(headings.indexOf("steps")).get("text"));
    }
}
