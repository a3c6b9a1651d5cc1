package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tests of independent samples, against the numbers of SciPy 1.15 and against counting by hand. */
class UnpairedTestsTest {
    private static final double[] X = {
        27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4
    };
    private static final double[] Y = {
        27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.7
    };

    @Test
    void theRankSumTestCountsAllDivisionsOfTheRanks() {
        MannWhitney t = MannWhitney.of(new double[] {1.1, 2.2, 3.3, 4.4}, new double[] {0.5, 1.0, 2.0, 2.5, 9.0});
        assertTrue(t.exact());
        assertEquals(13, t.u());
        assertEquals(0.2777777777777778, t.greater(), 1e-15);
        assertEquals(0.7936507936507936, t.less(), 1e-15);
        assertEquals(0.5555555555555556, t.p(), 1e-15);
        assertEquals(13 / 20.0, t.superiority());
    }

    @Test
    void tiesShareTheMeanOfTheirRanksAndAreCountedExactly() {
        MannWhitney t = MannWhitney.of(new double[] {1, 2, 2, 3}, new double[] {2, 3, 4, 4, 5});
        assertEquals(2.5, t.u());
        assertEquals(0.9920634920634921, t.greater(), 1e-15);
        assertEquals(0.05555555555555555, t.less(), 1e-15);
        MannWhitney same = MannWhitney.of(new double[] {7, 7}, new double[] {7, 7, 7});
        assertEquals(1, same.p());
        assertEquals(0.5, same.superiority());
    }

    @Test
    void manyValuesUseTheNormalApproximationWithContinuityCorrection() {
        double[] first =
                IntStream.range(0, 60).mapToDouble(i -> i * 37 % 101 / 10.0).toArray();
        double[] second = IntStream.range(0, 70)
                .mapToDouble(i -> i * 53 % 101 / 10.0 + 0.5)
                .toArray();
        MannWhitney t = MannWhitney.of(first, second);
        assertFalse(t.exact());
        assertEquals(1959.5, t.u());
        assertEquals(0.7449003078549759, t.greater(), 1e-8);
        assertEquals(0.2566020157377442, t.less(), 1e-8);
    }

    @Test
    void anInfiniteValueIsLargerThanAllOthersAndNoValueIsAnError() {
        double infinite = Double.POSITIVE_INFINITY;
        assertEquals(
                4,
                MannWhitney.of(new double[] {infinite, 3}, new double[] {1, 2}).u());
        assertEquals(
                0.5,
                MannWhitney.of(new double[] {infinite}, new double[] {infinite}).u());
        assertThrows(IllegalArgumentException.class, () -> MannWhitney.of(new double[] {Double.NaN}, X));
        assertThrows(IllegalArgumentException.class, () -> MannWhitney.of(new double[0], X));
    }

    @Test
    void theSmallestPossiblePIsThatOfSamplesThatDoNotOverlap() {
        MannWhitney t = MannWhitney.of(new double[] {5, 6, 7}, new double[] {1, 2, 3, 4});
        assertEquals(1 / 35.0, t.greater(), 1e-16);
        assertEquals(1 / 35.0, MannWhitney.minimumP(3, 4), 1e-16);
    }

    @Test
    void welchsIntervalRoundsTheDegreesOfFreedomDown() {
        WelchT t = WelchT.of(X, Y);
        assertEquals(-2.8533333333333353, t.difference(), 1e-12);
        assertEquals(0.9943970016172599, t.error(), 1e-12);
        assertEquals(t.difference() - 2.0403341134147888, t.interval().low(), 1e-7);
        assertEquals(t.difference() + 2.0403341134147888, t.interval().high(), 1e-7);
    }

    @Test
    void oneValueHasNoSpreadAndEqualValuesHaveNone() {
        assertFalse(WelchT.of(new double[] {1}, Y).interval().exists());
        assertEquals(
                new ConfidenceInterval(1, 1),
                WelchT.of(new double[] {3, 3}, new double[] {2, 2, 2}).interval());
    }
}
