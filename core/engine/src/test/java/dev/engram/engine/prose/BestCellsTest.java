package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.render.TableView;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BestCellsTest {
    /** Compares cells without a question, as single descents of a landscape. */
    private static Comparison untested(CellRuns... cells) {
        Comparison c = compare(cells[0].name(), cells);
        return new Comparison(c.title(), c.baseline(), c.reference(), c.metrics(), c.cells(), c.design(), List.of());
    }

    private static List<String> best(Comparison c) {
        return BestCells.of(c, UnaryOperator.identity());
    }

    @Test
    void theBestCellAndTheNextAreNamedInTheExplainedTable() {
        Comparison c = untested(cell("a", 0.8), cell("b", 0.9), cell("c", 0.7));
        String sentence = "b has the best accuracy, 0.9000; next is a with 0.8000.";
        assertEquals(List.of(sentence), best(c));
        assertTrue(TableView.render(c, new TableView.Style(80, false, true)).contains("\n" + sentence + "\n"));
        assertFalse(TableView.render(c, 80, false).contains(sentence));
    }

    @Test
    void cellsThatLookEqualShareTheBestValue() {
        assertEquals(
                List.of("a, x and b, x share the best accuracy, 0.9000."),
                best(untested(cell("a, x", 0.9), cell("b, x", 0.9000001))));
        assertEquals(
                List.of("a, x; b, x; c, x share the best accuracy, 0.9000."),
                best(untested(cell("a, x", 0.9), cell("b, x", 0.9), cell("c, x", 0.9), cell("d, x", 0.1))));
    }

    @Test
    void nothingIsSaidWhereThereAreVerdictsOrOnlyOneCellHasAResult() {
        assertEquals(List.of(), best(compare("a", cell("a", 0.8, 0.7), cell("b", 0.9, 0.8))));
        assertEquals(List.of(), best(untested(cell("a", 0.8), cell("b", Double.NaN))));
    }
}
