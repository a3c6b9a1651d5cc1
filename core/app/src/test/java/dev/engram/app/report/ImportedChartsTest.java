package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.UnpairedComparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportedChartsTest {
    private static final List<String> CELLS = List.of("sgd", "adam");
    private static final ProblemVariants VARIANTS =
            new ProblemVariants(List.of(""), CELLS, List.of(0, 1), List.of(0, 0));

    private static UnpairedComparison.Sample sample(String cell, Double... values) {
        return new UnpairedComparison.Sample(cell, "", List.of(values));
    }

    private static UnpairedComparison compared(UnpairedComparison.Sample there, UnpairedComparison.Sample here) {
        return UnpairedComparison.of("loss", -1, there, Optional.of(here));
    }

    private static List<String> rows(UnpairedComparison... comparisons) {
        List<Map<String, Object>> charts = ImportedCharts.of(List.of(comparisons), CELLS, VARIANTS);
        assertEquals(1, charts.size());
        assertEquals("loss", charts.get(0).get("metric"));
        return ((List<?>) charts.get(0).get("rows"))
                .stream()
                        .map(r -> (Map<?, ?>) r)
                        .map(r -> r.get("name") + " " + r.get("variant") + " " + r.get("missed"))
                        .toList();
    }

    @Test
    void anImportedCellFollowsItsCellAndHasItsColor() {
        assertEquals(
                List.of("adam 1 0", "adam (not run here) 1 1", "sgd 0 0", "sgd (not run here) 0 0"),
                rows(
                        compared(sample("adam (not run here)", 1.0, Double.NaN, 3.0), sample("adam", 2.0, 2.5)),
                        compared(sample("sgd (not run here)", 4.0), sample("sgd", 5.0))));
    }

    @Test
    void anImportedCellThatIsComparedWithAllCellsIsTheLastAndHasNoColor() {
        UnpairedComparison.Sample there = sample("lion (not run here)", 1.0, 2.0);
        assertEquals(
                List.of("sgd 0 0", "adam 1 0", "lion (not run here) -1 0"),
                rows(compared(there, sample("sgd", 4.0)), compared(there, sample("adam", 5.0))));
    }

    @Test
    void runsThatDivergedAreNotTestedByAMetricWithoutADirection() {
        UnpairedComparison.Sample ours = sample("sgd", 4.0, 5.0);
        UnpairedComparison theirs =
                UnpairedComparison.of("x0", 0, sample("sgd (not run here)", 1.0, Double.NaN), Optional.of(ours));
        assertEquals(DifferenceVerdict.NOT_COMPARED, theirs.verdict());
    }

    @Test
    void anImportedCellIsDrawnBeforeAnythingWasRunHere() {
        assertEquals(
                List.of("adam (not run here) -1 0"),
                rows(UnpairedComparison.of("loss", -1, sample("adam (not run here)", 1.0), Optional.empty())));
    }
}
