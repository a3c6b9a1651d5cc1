package dev.engram.engine.render;

import static dev.engram.engine.compare.CellFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.MetricTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** While runs are missing there are numbers and no verdicts, in whatever form they are asked for. */
class UnfinishedSuiteTest {
    private static final double[] HIGH = {0.90, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97};
    private static final double[] LOW = {0.10, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17};

    /** Of eight of ten seeds and two cells as different as can be. */
    private static Comparison comparison(int missing) {
        return Comparison.of(
                "rules",
                List.of(cell("high", HIGH), cell("low", LOW)),
                Optional.of("high"),
                List.of(CellFixtures.ACCURACY),
                new ComparisonDesign(
                        8 + missing / 2,
                        OptionalDouble.empty(),
                        Optional.of(new MetricTarget("accuracy", 0.5, 1)),
                        missing));
    }

    private static String field(String csv, int row, String column) {
        String[] lines = csv.split("\r\n");
        return lines[row].split(",", -1)[Arrays.asList(lines[0].split(",")).indexOf(column)];
    }

    @Test
    void theTableStaysAndInPlaceOfVerdictsItIsSaidWhatIsMissing() {
        String table = TableView.render(comparison(4), 200, false);
        assertTrue(table.contains("-0.80"), table);
        assertTrue(
                table.contains("\n"
                        + "No verdict yet: 4 runs are missing, and tests before the last run can show differences that"
                        + " do not exist. engram run makes the missing runs.\n"),
                table);
        assertFalse(table.contains("worse") || table.contains("verdict  "), table);
        assertFalse(table.contains("P(better)"), table);
        String done = TableView.render(comparison(0), 200, false);
        assertTrue(done.contains("low           worse    -0.8"), done);
        assertFalse(done.contains("No verdict yet"), done);
    }

    @Test
    void csvHasNothingOfATest() {
        String csv = CsvView.render(comparison(2));
        assertEquals("not yet", field(csv, 2, "accuracy.difference.verdict"));
        assertEquals("not yet", field(csv, 2, "target.verdict"));
        for (String column : List.of(
                "accuracy.difference.p",
                "accuracy.difference.p_holm",
                "accuracy.difference.more_seeds",
                "accuracy.difference.rank_sum.positive",
                "target.p",
                "target.p_holm",
                "target.more_seeds")) {
            assertEquals("", field(csv, 2, column), column);
            assertTrue(
                    column.contains("more_seeds")
                            || !field(CsvView.render(comparison(0)), 2, column).isEmpty(),
                    column);
        }
        assertEquals(-0.8, Double.parseDouble(field(csv, 2, "accuracy.difference.mean")), 1e-9);
        assertEquals("worse", field(CsvView.render(comparison(0)), 2, "accuracy.difference.verdict"));
    }

    @Test
    void jsonSaysWhatIsMissingAndNothingOfATest() {
        String json = JsonView.render(comparison(2));
        assertTrue(json.contains("\"missing_runs\" : 2,"), json);
        assertTrue(json.contains("\"verdict\" : \"not yet\""), json);
        assertTrue(json.contains("\"verdicts\" : [ \"No verdict yet: 2 runs are missing"), json);
        for (String key : List.of("\"p\"", "\"p_holm\"", "\"words\"", "\"more_seeds\"", "\"rank_sum_positive\"")) {
            assertFalse(json.contains(key), key);
            assertTrue(JsonView.render(comparison(0)).contains(key), key);
        }
    }
}
