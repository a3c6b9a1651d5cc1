package dev.engram.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ExplosionTest {
    private static RunResult result(Outcome outcome, double initialLoss, double finalLoss) {
        return new RunResult(
                outcome,
                "",
                "cafe",
                new Cost(9, 9, 1, 1, 1),
                List.of(
                        new Measurement(0, 0, "validation", "loss", initialLoss),
                        new Measurement(9, 3, "validation", "loss", 1),
                        new Measurement(9, 3, "test", "loss", finalLoss),
                        new Measurement(9, 3, "test", "error", 0.07)));
    }

    @Test
    void onlyALossAboveTheThresholdHasExploded() {
        assertEquals(OptionalDouble.empty(), Explosion.factor(2, 2000));
        assertEquals(OptionalDouble.of(1001), Explosion.factor(2, 2002));
    }

    @Test
    void anInitialLossBelowOneCountsAsOne() {
        assertEquals(OptionalDouble.empty(), Explosion.factor(0, 1000));
        assertEquals(OptionalDouble.of(2000), Explosion.factor(1e-9, 2000));
    }

    @Test
    void lossesThatAreUnknownOrInfiniteAreNotExplosions() {
        assertEquals(OptionalDouble.empty(), Explosion.factor(Double.NaN, 1e9));
        assertEquals(OptionalDouble.empty(), Explosion.factor(1, Double.NaN));
        assertEquals(OptionalDouble.empty(), Explosion.factor(1, Double.POSITIVE_INFINITY));
    }

    @Test
    void aStoredRunFromBeforeTheMarkIsJudgedByTheLossesThatItMeasured() {
        RunResult marked = Explosion.ofStored(result(Outcome.FINISHED, 2, 1e15));
        assertEquals(Outcome.EXPLODED, marked.outcome());
        assertEquals(OptionalDouble.of(5e14), Explosion.factor(marked));
        assertEquals("the loss on the test data is 5.0e14 times the loss before the first step", marked.reason());
        assertEquals(marked, Explosion.ofStored(marked), "marking again changes nothing");
    }

    @Test
    void otherStoredRunsStayAsTheyAre() {
        for (RunResult r : List.of(
                result(Outcome.FINISHED, 2, 80),
                result(Outcome.DIVERGED, 2, 1e15),
                result(Outcome.FAILED, 2, 1e15),
                RunResult.failed("memory ran out", 3))) {
            assertSame(r, Explosion.ofStored(r));
        }
    }

    @Test
    void anExplosionIsStoredAsADivergenceAndReadBackAsAnExplosion() {
        RunResult marked = Explosion.ofStored(result(Outcome.STOPPED_EARLY, 2, 1e15));
        RunResult read = new RunResult(
                Outcome.valueOf(marked.outcome().storedName()),
                marked.reason(),
                marked.hash(),
                marked.cost(),
                marked.measurements());
        assertEquals(Outcome.DIVERGED, read.outcome());
        assertEquals(marked, Explosion.ofStored(read));
    }

    @Test
    void anExplodedRunIsAMissAndHasNoResults() {
        assertTrue(Outcome.EXPLODED.isMiss() && !Outcome.EXPLODED.hasResults());
    }
}
