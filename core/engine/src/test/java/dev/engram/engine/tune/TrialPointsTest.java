package dev.engram.engine.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The placement of trials. */
class TrialPointsTest {
    @Test
    void theFirstPointsOfSobolsSequenceAreThePublishedOnes() {
        double[][] p = TrialPoints.sobol(2, 7);
        assertArrayEquals(
                new double[][] {
                    {0.5, 0.5},
                    {0.75, 0.25},
                    {0.25, 0.75},
                    {0.375, 0.375},
                    {0.875, 0.875},
                    {0.625, 0.125},
                    {0.125, 0.625}
                },
                p);
    }

    @Test
    void everySixteenthOfARangeHasOneOfTheFirstPoints() {
        for (int d = 0; d < 5; d++) {
            Set<Integer> parts = new HashSet<>();
            for (double[] p : TrialPoints.sobol(5, 15)) {
                parts.add((int) (16 * p[d]));
            }
            assertEquals(15, parts.size());
        }
    }

    @Test
    void moreTrialsKeepTheFirstOnes() {
        assertArrayEquals(TrialPoints.sobol(3, 20), Arrays.copyOf(TrialPoints.sobol(3, 64), 20));
        List<String> paths = List.of("a", "b");
        assertArrayEquals(TrialPoints.random(paths, 20), Arrays.copyOf(TrialPoints.random(paths, 64), 20));
        assertArrayEquals(TrialPoints.grid(List.of(4, 5), 7), Arrays.copyOf(TrialPoints.grid(List.of(4, 5), 20), 7));
    }

    @Test
    void anotherDimensionDoesNotChangeTheOthers() {
        double[][] two = TrialPoints.random(List.of("a", "b"), 9);
        double[][] three = TrialPoints.random(List.of("a", "new", "b"), 9);
        for (int i = 0; i < 9; i++) {
            assertEquals(two[i][0], three[i][0]);
            assertEquals(two[i][1], three[i][2]);
            assertTrue(three[i][1] >= 0 && three[i][1] < 1);
        }
    }

    @Test
    void aGridHasEveryCombinationOnce() {
        Set<List<Integer>> seen = new HashSet<>();
        for (int[] p : TrialPoints.grid(List.of(3, 2, 4), 24)) {
            assertTrue(p[0] < 3 && p[1] < 2 && p[2] < 4);
            seen.add(List.of(p[0], p[1], p[2]));
        }
        assertEquals(24, seen.size());
        assertEquals(24, TrialPoints.grid(List.of(3, 2, 4), 100).length);
        assertEquals(TrialPoints.MAX_GRID_SIZE + 1, TrialPoints.combinations(List.of(100_000, 100_000)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 1, true, false, 0, 0.001",
        "0.001, 1, true, false, 0.5, 0.0316228",
        "0.001, 1, true, false, 0.25, 0.00562341",
        "0.5, 0.99, false, false, 0.5, 0.745",
        "0.1, 0.3, false, false, 0.333333, 0.166667",
        "-2, 2, false, false, 0.75, 1",
        "1, 3, false, true, 0.34, 2",
        "1, 3, false, true, 0.999999, 3",
        "8, 128, true, true, 0.5, 32",
        "8, 128, true, true, 0.51, 33"
    })
    void aFractionOfTheRangeIsAValueOfSixDigits(
            double low, double high, boolean log, boolean whole, double share, double value) {
        Range.Numeric r = new Range.Numeric(low, high, log, whole, false, false);
        assertEquals(value, r.at(share));
        assertEquals(share, r.fraction(value), whole ? 1 : 1e-4);
    }

    @Test
    void listedValuesAreEquallyLikely() {
        Range.Enumerated three = new Range.Enumerated(3, false, false, false);
        assertEquals(
                List.of(0, 0, 1, 1, 2, 2),
                List.of(
                        three.at(0),
                        three.at(0.33),
                        three.at(0.34),
                        three.at(0.66),
                        three.at(0.67),
                        three.at(0.9999999)));
    }
}
