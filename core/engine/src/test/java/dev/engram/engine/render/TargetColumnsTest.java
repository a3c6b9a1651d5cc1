package dev.engram.engine.render;

import static dev.engram.engine.compare.TargetFixtures.NEVER;
import static dev.engram.engine.compare.TargetFixtures.cell;
import static dev.engram.engine.compare.TargetFixtures.compare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetColumnsTest {
    @Test
    void tableCsvAndJsonHaveIt() {
        Comparison c =
                compare(cell("a", 10, 50, 60, 70), cell("b", 10, 20, 40, NEVER), cell("c", 10, NEVER, NEVER, NEVER));
        String table = TableView.render(c, 200, false);
        assertTrue(table.contains("steps to accuracy 0.9"), table);
        assertTrue(table.contains("40 (2/3)") && table.contains("too few (0/3)"), table);
        assertTrue(
                table.contains(
                        "steps to accuracy 0.9: steps until the first evaluation on validation data that reaches it;"
                                + " median over 3 seeds,"),
                table);
        String json = JsonView.render(c);
        assertTrue(
                json.contains("\"steps_median\" : 40")
                        && json.contains("\"reached\" : 2")
                        && json.contains("\"steps_median\" : \"Infinity\""),
                json);
        List<String> csv = CsvView.render(c).lines().toList();
        List<String> header = List.of(csv.get(0).split(","));
        assertEquals("40", csv.get(2).split(",")[header.indexOf("target.steps.median")]);
        assertEquals("Infinity", csv.get(3).split(",")[header.indexOf("target.multiply_adds.median")]);
        assertEquals(header.size(), csv.get(2).split(",", -1).length);
    }

    @Test
    void aMedianThatIsInfiniteIsShownAsTooFew() {
        Comparison some = compare(cell("a", 10, 50, 60), cell("b", 10, 20, NEVER), cell("c", 10, NEVER, NEVER));
        String table = TableView.render(some, 200, false);
        assertTrue(
                table.contains("too few (1/2)")
                        && table.contains("too few (0/2)")
                        && !table.contains("never (")
                        && !table.contains("inf ("),
                table);
        assertTrue(
                TableView.render(compare(cell("a", 10, 50), cell("b", 10, NEVER)), 200, false)
                        .contains("never (0/1)"),
                "of one run there is no half");
    }
}
