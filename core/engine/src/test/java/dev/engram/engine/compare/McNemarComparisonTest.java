package dev.engram.engine.compare;

import static dev.engram.engine.compare.McNemarFixtures.cell;
import static dev.engram.engine.compare.McNemarFixtures.correctExamples;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class McNemarComparisonTest {
    private static McNemarComparison mcNemar(CellRuns cell, CellRuns reference) {
        return McNemarComparison.of(cell, reference).orElseThrow();
    }

    @Test
    void eachPairIsTestedOnTheExamplesThatJustOneGetsRight() {
        McNemarComparison n = mcNemar(cell("b", 10, 4), cell("a", 0, 4));
        assertEquals(
                List.of(0, 0), n.pairs().stream().map(p -> p.test().onlyA()).toList());
        assertEquals(
                List.of(10, 0), n.pairs().stream().map(p -> p.test().onlyB()).toList());
        assertEquals(2 / 1024.0, n.pairs().get(0).test().p(), 1e-9);
        assertEquals(4 / 1024.0, n.pairs().get(0).pHolm(), 1e-9, "Holm's correction for two seeds");
        assertEquals(List.of(0, 1), List.of(n.better(), n.worse()));
        assertEquals(List.of(0L, 10L, 80L), List.of(n.onlyThisCorrect(), n.onlyReferenceCorrect(), n.examples()));
    }

    /** Six of six is 2 / 64, but not for six seeds: nothing is pooled. */
    @Test
    void seedsAreNotPooled() {
        McNemarComparison n = mcNemar(cell("b", 6, 6, 6, 6, 6, 6), cell("a", 0, 0, 0, 0, 0, 0));
        assertEquals(List.of(0, 0), List.of(n.better(), n.worse()));
    }

    @Test
    void aNetworkThatDivergedIsRightNowhere() {
        McNemarComparison n = mcNemar(cell("b", -1), cell("a", 30));
        assertEquals(10, n.pairs().get(0).test().onlyB());
        assertEquals(1, n.worse());
        assertEquals(1, mcNemar(cell("b", 30), cell("a", -1)).better());
        assertEquals(
                Optional.empty(),
                McNemarComparison.of(cell("b", -1), cell("a", -1)),
                "then nobody knows what was to be right");
    }

    /** One whose loss on the test data alone was no number has said something of each example. */
    @Test
    void whatADivergedNetworkSaidDoesNotCount() {
        CellRuns late = new CellRuns(
                "b", Map.of(), List.of(CellFixtures.run(1, Outcome.DIVERGED)), Map.of(1L, correctExamples("seed1", 0)));
        assertEquals(1, mcNemar(late, cell("a", 20)).worse());
    }

    @Test
    void networksThatWereTestedOnDifferentExamplesAreNotCompared() {
        CellRuns other = new CellRuns(
                "b",
                Map.of(),
                List.of(CellFixtures.run(1, Outcome.FINISHED, 1, 0)),
                Map.of(1L, correctExamples("else", 0)));
        assertEquals(Optional.empty(), McNemarComparison.of(other, cell("a", 0)));
        assertEquals(
                Optional.empty(),
                McNemarComparison.of(new CellRuns("b", Map.of(), other.runs()), cell("a", 0)),
                "they were not kept");
    }
}
