package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.SuiteComparison;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundaryWarningsTest {
    private static CellRuns at(String rate, double... accuracies) {
        return new CellRuns(
                "rate=" + rate, Map.of("rate", rate), cell("x", accuracies).runs());
    }

    private static Optional<String> of(Comparison... problems) {
        return BoundaryWarnings.of(IntStream.range(0, problems.length)
                .mapToObj(i -> new SuiteComparison.Part(
                        problems.length == 1 ? Optional.empty() : Optional.of("p" + i), problems[i]))
                .toList());
    }

    @Test
    void severalProblemsHaveOneSentence() {
        Comparison high = compare("", at("10", 0.9), at("0.1", 0.1), at("1", 0.5));
        Comparison low = compare("", at("10", 0.1), at("0.1", 0.9), at("1", 0.5));
        Comparison inside = compare("", at("10", 0.1), at("0.1", 0.1), at("1", 0.5));
        assertEquals(
                Optional.of("2 best values are the smallest or largest tried: on p0 rate 10, the largest; on p2 rate"
                        + " 0.1, the smallest; better values may lie beyond, so extend the axes"),
                of(high, inside, low));
        assertTrue(of(inside, low).orElseThrow().startsWith("on p1 the best rate by accuracy is 0.1, the smallest"));
    }

    @Test
    void theBestAtTheEndOfAnAxisIsOnTheBorder() {
        assertEquals(
                Optional.of("the best rate by accuracy is 10, the largest value tried; a better value may lie beyond"
                        + " it, so extend the axis"),
                of(compare("", at("1e1", 0.9), at("0.1", 0.1), at("1", 0.5))));
        assertEquals(Optional.empty(), of(compare("", at("10", 0.4), at("0.1", 0.1), at("1", 0.5))));
    }

    @Test
    void twoValuesOrAPlateauHaveNoBorder() {
        assertEquals(Optional.empty(), of(compare("", at("10", 0.9), at("1", 0.5))));
        assertEquals(Optional.empty(), of(compare("", at("10", 0.9), at("1", 0.5), at("0.1", 0.9))));
        assertEquals(Optional.empty(), of(compare("", at("10", 0.9), at("1", 0.5), at("constant", 0.1))));
    }
}
