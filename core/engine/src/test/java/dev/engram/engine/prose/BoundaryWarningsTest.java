package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.CellRuns;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundaryWarningsTest {
    private static CellRuns at(String rate, double... accuracies) {
        return new CellRuns(
                "rate=" + rate, Map.of("rate", rate), cell("x", accuracies).runs());
    }

    @Test
    void theBestAtTheEndOfAnAxisIsOnTheBorder() {
        assertEquals(
                List.of("the best rate by accuracy is 10, the largest value tried; a better value may lie beyond it,"
                        + " so extend the axis"),
                BoundaryWarnings.of(compare("", at("1e1", 0.9), at("0.1", 0.1), at("1", 0.5))));
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.4), at("0.1", 0.1), at("1", 0.5))));
    }

    @Test
    void twoValuesOrAPlateauHaveNoBorder() {
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.9), at("1", 0.5))));
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.9), at("1", 0.5), at("0.1", 0.9))));
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.9), at("1", 0.5), at("constant", 0.1))));
    }
}
