package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Curves of the best after k trials, on numbers worked out by hand. */
class BestOfTrialsTest {
    private static final double MISS = Double.NaN;

    @Test
    void theBestSoFarNeverGetsWorse() {
        assertArrayEquals(
                new double[] {0.5, 0.5, 0.9, 0.9}, BestOfTrials.bestSoFar(new double[] {0.5, 0.2, 0.9, 0.7}, 1));
        assertArrayEquals(
                new double[] {0.5, 0.2, 0.2, 0.2}, BestOfTrials.bestSoFar(new double[] {0.5, 0.2, 0.9, 0.7}, -1));
        assertArrayEquals(new double[] {MISS, 0.2, 0.2}, BestOfTrials.bestSoFar(new double[] {MISS, 0.2, MISS}, 1));
    }

    /**
     * 1, 2, 3: one draw 2; two draws 1 (1/9) + 2 (3/9) + 3 (5/9) = 22/9; three draws 1 (1/27) + 2 (7/27) + 3 (19/27) =
     * 72/27.
     */
    @Test
    void theExpectedBestIsThatOfDrawsFromTheTrials() {
        assertArrayEquals(
                new double[] {2, 22 / 9.0, 72 / 27.0},
                BestOfTrials.expectedBest(new double[] {2, 3, 1}, 1, MISS),
                1e-15);
        assertArrayEquals(
                new double[] {2, 14 / 9.0, 36 / 27.0},
                BestOfTrials.expectedBest(new double[] {2, 3, 1}, -1, MISS),
                1e-15);
    }

    /** Half of the draws miss: 0.5 (1/2) + 0.9 (1/2), then 0.5 (1/4) + 0.9 (3/4). */
    @Test
    void aMissCountsAsTheWorst() {
        assertArrayEquals(new double[] {0.7, 0.8}, BestOfTrials.expectedBest(new double[] {0.9, MISS}, 1, 0.5), 1e-15);
        assertArrayEquals(new double[] {3, 2}, BestOfTrials.expectedBest(new double[] {1, MISS}, -1, 5), 1e-15);
    }

    @Test
    void oneTrialIsItsOwnExpectation() {
        assertArrayEquals(new double[] {0.25}, BestOfTrials.expectedBest(new double[] {0.25}, 1, MISS));
        assertEquals(0, BestOfTrials.expectedBest(new double[0], 1, MISS).length);
    }
}
