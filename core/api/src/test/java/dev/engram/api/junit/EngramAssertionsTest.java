package dev.engram.api.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.api.Difference;
import dev.engram.api.ResultCell;
import dev.engram.api.ResultRun;
import dev.engram.api.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class EngramAssertionsTest {
    private static Difference difference(int direction, double low, double high, Difference.Verdict verdict) {
        return new Difference(
                new Difference.Question(
                        "cells", Optional.empty(), "", "mine", "adam", direction > 0 ? "accuracy" : "loss", direction),
                verdict,
                (low + high) / 2,
                new Difference.Interval(low, high, 0.95),
                new Difference.Significance(0.01, 0.01),
                10,
                verdict == Difference.Verdict.NOT_SHOWN ? OptionalInt.of(7) : OptionalInt.empty());
    }

    private static Results results(Difference... differences) {
        return new Results("suite", List.of(), List.of(differences), List.of(), "THE TABLE\n");
    }

    @Test
    void aDifferenceWhoseWholeIntervalIsWithinTheMarginPasses() {
        EngramAssertions.assertNotWorse(
                results(difference(1, -0.009, 0.02, Difference.Verdict.NOT_SHOWN)), "mine", 0.01);
        EngramAssertions.assertNotWorse(results(difference(-1, -0.5, 0.009, Difference.Verdict.BETTER)), "mine", 0.01);
    }

    @Test
    void anIntervalThatReachesBeyondTheMarginFailsAndNamesMoreSeeds() {
        AssertionFailedError e = assertThrows(
                AssertionFailedError.class,
                () -> EngramAssertions.assertNotWorse(
                        results(difference(1, -0.011, 0.02, Difference.Verdict.NOT_SHOWN)), "mine", 0.01));
        assertTrue(e.getMessage().startsWith("mine may be worse than adam by more than 0.01: mine against adam"));
        assertTrue(e.getMessage().contains("about 7 more seeds"), e::getMessage);
        assertTrue(e.getMessage().endsWith("THE TABLE\n"), e::getMessage);
    }

    @Test
    void anIntervalBeyondTheMarginFailsAsWorse() {
        for (Difference d : List.of(
                difference(1, -0.05, -0.02, Difference.Verdict.WORSE),
                difference(-1, 0.02, 0.05, Difference.Verdict.WORSE))) {
            AssertionFailedError e = assertThrows(
                    AssertionFailedError.class, () -> EngramAssertions.assertNotWorse(results(d), "mine", 0.01));
            assertTrue(e.getMessage().startsWith("mine is worse than adam by more than 0.01"), e::getMessage);
        }
    }

    @Test
    void nothingComparedIsNotAPass() {
        Difference none = difference(1, Double.NaN, Double.NaN, Difference.Verdict.NOT_COMPARED);
        assertThrows(AssertionFailedError.class, () -> EngramAssertions.assertNotWorse(results(none), "mine", 0.01));
        assertThrows(IllegalArgumentException.class, () -> EngramAssertions.assertNotWorse(results(), "mine", 0.01));
    }

    @Test
    void everyProblemMustPass() {
        Results two = results(
                difference(1, 0.01, 0.02, Difference.Verdict.BETTER),
                difference(1, -0.5, 0.02, Difference.Verdict.NOT_SHOWN));
        assertThrows(AssertionFailedError.class, () -> EngramAssertions.assertNotWorse(two, "mine", 0.01));
        assertThrows(AssertionFailedError.class, () -> EngramAssertions.assertBetter(two, "mine"));
    }

    @Test
    void aFailedRunFailsTheAssertionWithItsReason() {
        ResultRun run = new ResultRun(
                "id", "mine", 3, new ResultRun.Ending("failed", "out of memory", "", 0), Map.of(), List.of());
        ResultCell cell = new ResultCell("mine", Map.of(), List.of(run), Map.of());
        Results failed = new Results(
                "suite", List.of(cell), List.of(difference(1, 0.1, 0.2, Difference.Verdict.BETTER)), List.of(), "");
        AssertionFailedError e =
                assertThrows(AssertionFailedError.class, () -> EngramAssertions.assertBetter(failed, "mine"));
        assertEquals("a run failed: mine #3: out of memory", e.getMessage().strip());
    }

    @Test
    void aMarginMustBeAPositiveNumberAndTheMetricMustHaveADirection() {
        Difference d = difference(1, 0, 0.1, Difference.Verdict.NOT_SHOWN);
        assertThrows(IllegalArgumentException.class, () -> d.isNotWorseBy(-1));
        assertThrows(IllegalArgumentException.class, () -> d.isNotWorseBy(Double.NaN));
        assertThrows(
                IllegalStateException.class,
                () -> difference(0, 0, 0.1, Difference.Verdict.HIGHER).isNotWorseBy(0.1));
    }
}
