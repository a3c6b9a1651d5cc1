package dev.engram.engine.compare;

import static dev.engram.engine.compare.TuningFixtures.FULL;
import static dev.engram.engine.compare.TuningFixtures.run;
import static dev.engram.engine.compare.TuningFixtures.suite;
import static dev.engram.engine.compare.TuningFixtures.trial;
import static dev.engram.engine.compare.TuningFixtures.tuned;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The results of a search. */
class TuningSummaryTest {
    @Test
    void theBestValidationIsChosenAndTheTestHasNoSay() {
        assertEquals(2, FULL.best().orElseThrow().number());
        assertEquals("rate=0.2", FULL.describe(FULL.best().orElseThrow()));
        assertEquals(1, FULL.trials(Outcome.DIVERGED));
    }

    @Test
    void aConfigurationThatIsTriedTwiceIsPaidForOnce() {
        assertEquals(3, FULL.runs().size());
        assertEquals(3000, FULL.multiplyAdds());
        assertEquals(1.5, FULL.seconds());
    }

    /** 0.7, 0.8, a miss that counts as 0.7, 0.8: one draw 0.75, two 0.7 (1/4) + 0.8 (3/4). */
    @Test
    void theCurvesCountAMissAsTheWorstOfAll() {
        assertArrayEquals(new double[] {0.7, 0.8, 0.8, 0.8}, suite(FULL).bestSoFar(FULL));
        double[] expected = suite(FULL).expectedBest(FULL);
        assertEquals(0.75, expected[0], 1e-15);
        assertEquals(0.775, expected[1], 1e-15);
        TunedCell worse = tuned(
                Optional.empty(),
                trial(0.1, run("x", Outcome.FINISHED, 0.3)),
                trial(0.2, run("y", Outcome.FINISHED, 0.4)));
        assertEquals((0.7 + 0.8 + 0.3 + 0.8) / 4, suite(FULL, worse).expectedBest(FULL)[0], 1e-15);
    }

    @Test
    void anUnfinishedSearchChoosesNothing() {
        TunedCell cell = tuned(Optional.empty(), trial(0.03, run("a", Outcome.FINISHED, 0.7)), trial(0.2));
        assertTrue(cell.best().isEmpty());
        assertEquals(0, suite(cell).expectedBest(cell).length);
    }

    @Test
    void whereNoTrialReachesTheTargetTheNearestIsTaken() {
        TunedCell cell = tuned(
                Optional.of(new MetricTarget("accuracy", 0.9, 1)),
                TunedCell.metric(new MetricTarget("accuracy", 0.9, 1)),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FINISHED, 0.8)),
                trial(0.3, run("c", Outcome.FINISHED, 0.75)));
        assertEquals(2, cell.best().orElseThrow().number());
    }

    @Test
    void stepsToATargetAreAMissWhereItIsNotReached() {
        TunedCell cell = tuned(
                Optional.of(new MetricTarget("accuracy", 0.75, 1)),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FINISHED, 0.8)));
        assertEquals(
                List.of(1, 0), cell.trials().stream().map(TrialSummary::misses).toList());
        assertEquals(10, cell.best().orElseThrow().score());
    }
}
