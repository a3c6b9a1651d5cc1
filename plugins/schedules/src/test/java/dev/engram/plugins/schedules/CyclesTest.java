package dev.engram.plugins.schedules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Schedule;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Schedules that rise and fall, and those made of others: values computed by hand, and continuity. */
class CyclesTest {
    private static final double TINY = 1e-15;
    private static final double ROOT_HALF = 0.70710678118654752;

    private static double[] values(Schedule s, long total, long... t) {
        return LongStream.of(t).mapToDouble(x -> s.at(x, total)).toArray();
    }

    private static double[] all(Schedule s, int total) {
        return values(s, total, LongStream.range(0, total).toArray());
    }

    private static double sum(Schedule s, int total) {
        double sum = 0;
        for (double x : all(s, total)) {
            sum += x;
        }
        return sum;
    }

    /** Returns the largest change between consecutive steps. */
    private static double largestChange(Schedule s, int total) {
        double[] x = all(s, total);
        double most = 0;
        for (int t = 1; t < total; t++) {
            most = Math.max(most, Math.abs(x[t] - x[t - 1]));
        }
        return most;
    }

    /** With T = 10 the rise ends at step 0.3 T - 1 = 2 and the decay at step 9. */
    @Test
    void oneCycleGoesFromItsStartOverItsPeakToItsEnd() {
        OneCycle s = new OneCycle(1, 25, 1e4, 0.3, OneCycle.Shape.COSINE, 0);
        assertArrayEquals(new double[] {0.04, 0.52, 1}, values(s, 10, 0, 1, 2), TINY);
        double end = 4e-6, third = end + (1 - end) * (1 + StrictMath.cos(StrictMath.PI / 7)) / 2;
        assertArrayEquals(new double[] {third, end, end}, values(s, 10, 3, 9, 10), TINY);
    }

    @Test
    void oneCycleMayGoAlongLines() {
        OneCycle s = new OneCycle(1, 2, 10, 0.5, OneCycle.Shape.LINEAR, 0);
        assertArrayEquals(new double[] {0.5, 0.625, 0.75, 0.875, 1, 0.81, 0.62, 0.43, 0.24, 0.05}, all(s, 10), TINY);
    }

    @Test
    void theMomentumGoesTheOtherWayInOneCycle() {
        OneCycle s = new OneCycle(0.85, 0.894736842, 1, 0.3, OneCycle.Shape.COSINE, 0);
        assertArrayEquals(new double[] {0.95, 0.85, 0.95}, values(s, 100, 0, 29, 99), 1e-9);
    }

    @Test
    void oneCycleOfAnyLengthIsWithinItsValues() {
        for (int total = 1; total < 30; total++) {
            for (double x : all(new OneCycle(1, 25, 1e4, 0.3, OneCycle.Shape.COSINE, 0), total)) {
                assertTrue(x >= 4e-6 && x <= 1, x + " of " + total);
            }
        }
    }

    @Test
    void areaUnderTheLinearCycleIsThatOfItsTwoTrapezia() {
        OneCycle s = new OneCycle(1, 2, 10, 0.5, OneCycle.Shape.LINEAR, 0);
        assertEquals(499 * 0.75 + 500 * 0.525, sum(s, 1000) - (0.5 + 0.05) / 2, 1e-9);
    }

    /** w = 4, T = 20, D = 5. */
    @Test
    void wsdRisesStaysAndFalls() {
        Wsd s = new Wsd(0.8, 4, 0.25, Wsd.Shape.LINEAR, 0.3, 0);
        assertArrayEquals(
                new double[] {0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.8, 0.7, 0.4, 0.3, 0.3},
                values(s, 20, 0, 1, 2, 3, 4, 14, 15, 16, 19, 20, 99),
                TINY);
    }

    @Test
    void wsdFallsAsOneMinusTheRootOrAlongACosine() {
        assertArrayEquals(
                new double[] {1, 0.5, 1 - ROOT_HALF, 0},
                values(new Wsd(1, 0, 0.4, Wsd.Shape.ONE_MINUS_SQRT, 0, 0), 20, 12, 14, 16, 20),
                TINY);
        assertArrayEquals(
                new double[] {1, (1 + ROOT_HALF) / 2, 0.5, 0},
                values(new Wsd(1, 0, 0.4, Wsd.Shape.COSINE, 0, 0), 20, 12, 14, 16, 20),
                TINY);
    }

    @Test
    void aLongerWsdRepeatsAShorterOneUpToItsFall() {
        Wsd s = new Wsd(0.8, 4, 0.25, Wsd.Shape.LINEAR, 0, 0);
        for (int t = 0; t <= 15; t++) {
            assertEquals(s.at(t, 20), s.at(t, 1000));
        }
    }

    @Test
    void wsdInARunThatIsTooShortFallsAfterItsRise() {
        Wsd s = new Wsd(1, 4, 1, Wsd.Shape.LINEAR, 0, 0);
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 1, 1, 0.5}, all(s, 6), TINY);
        assertArrayEquals(new double[] {0.25, 0.5, 0.75}, all(s, 3), TINY);
    }

    @Test
    void cosineRestartsBeginAnew() {
        CosineRestarts s = new CosineRestarts(1, 0.2, 4, 1);
        double high = 0.6 + 0.4 * ROOT_HALF, low = 0.6 - 0.4 * ROOT_HALF;
        assertArrayEquals(new double[] {1, high, 0.6, low, 1, high, 0.6, low, 1}, all(s, 9), TINY);
    }

    @Test
    void eachFallMayBeLongerThanTheOneBefore() {
        CosineRestarts s = new CosineRestarts(1, 0, 2, 3);
        assertArrayEquals(
                new double[] {1, 0.5, 1, 0.75, 0.5, 0.25, 1, 0.5, 1}, values(s, 99, 0, 1, 2, 4, 5, 6, 8, 17, 26), TINY);
        assertEquals(new Cosine(1, 0, 8).at(3, 99), new CosineRestarts(1, 0, 8, 2).at(3, 99));
    }

    @Test
    void cyclesRiseAndFallAlongLines() {
        Cyclic s = new Cyclic(0.1, 0.5, 4, 0, Cyclic.Shape.TRIANGULAR, 1);
        assertArrayEquals(new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.4, 0.3, 0.2, 0.1, 0.2}, all(s, 10), TINY);
        Cyclic skew = new Cyclic(0, 1, 4, 2, Cyclic.Shape.TRIANGULAR, 1);
        assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1, 0.5, 0, 0.25}, all(skew, 8), TINY);
    }

    @Test
    void theHeightOfCyclesMayFall() {
        Cyclic halved = new Cyclic(0.1, 0.5, 2, 0, Cyclic.Shape.TRIANGULAR2, 1);
        assertArrayEquals(new double[] {0.1, 0.5, 0.1, 0.3, 0.1, 0.2}, values(halved, 99, 0, 2, 4, 6, 8, 10), TINY);
        Cyclic powers = new Cyclic(0, 1, 2, 0, Cyclic.Shape.EXPONENTIAL, 0.5);
        assertArrayEquals(
                new double[] {0, 0.25, 0.25, 0.0625, 0, 0.015625}, values(powers, 99, 0, 1, 2, 3, 4, 6), TINY);
    }

    @Test
    void noamPeaksAtTheEndOfItsRise() {
        Noam s = new Noam(2, 64, 16);
        assertArrayEquals(new double[] {0.25 / 64, 0.25 / 4, 0.25 / 8}, values(s, 99, 0, 15, 63), TINY);
        assertTrue(s.at(14, 99) < s.at(15, 99) && s.at(16, 99) < s.at(15, 99));
    }

    @Test
    void joinedNumbersArePiecewiseConstant() {
        Join s = new Join(List.of(new Constant(0.3), new Constant(0.2), new Constant(0.1)), List.of(2L, 3L));
        assertArrayEquals(new double[] {0.3, 0.3, 0.2, 0.1, 0.1}, all(s, 5));
    }

    @Test
    void eachJoinedScheduleKnowsItsOwnPartOfTheRun() {
        Join s = new Join(List.of(new Polynomial(0, 1, 1, 0), new Polynomial(1, 0, 1, 0)), List.of(4L));
        assertArrayEquals(
                new double[] {0, 0.25, 0.5, 0.75, 1, 0.9, 0.5, 0}, values(s, 14, 0, 1, 2, 3, 4, 5, 9, 14), TINY);
    }

    @Test
    void inconsistentJoinsAreRejected() {
        Schedule one = new Constant(1);
        assertEquals(
                "2 schedules need 1 numbers in until, found 2; the last schedule needs none",
                assertThrows(IncompatibleException.class, () -> new Join(List.of(one, one), List.of(1L, 2L)))
                        .getMessage());
        assertEquals(
                "the numbers in until have to increase, but 5 follows 5",
                assertThrows(IncompatibleException.class, () -> new Join(List.of(one, one, one), List.of(5L, 5L)))
                        .getMessage());
        assertEquals(
                "at and values need one number for each point, found 2 and 1",
                assertThrows(IncompatibleException.class, () -> new PiecewiseLinear(List.of(1L, 2L), List.of(1.0)))
                        .getMessage());
        assertEquals(
                "the numbers in at have to increase, but 1 follows 2",
                assertThrows(IncompatibleException.class, () -> new PiecewiseLinear(List.of(2L, 1L), List.of(1.0, 2.0)))
                        .getMessage());
    }

    @Test
    void aLineGoesThroughItsPointsAndIsLevelOutside() {
        PiecewiseLinear s = new PiecewiseLinear(List.of(2L, 4L, 8L), List.of(0.0, 1.0, 0.5));
        assertArrayEquals(new double[] {0, 0, 0, 0.5, 1, 0.875, 0.75, 0.625, 0.5, 0.5}, all(s, 10), TINY);
        assertArrayEquals(new double[] {7, 7}, values(new PiecewiseLinear(List.of(3L), List.of(7.0)), 9, 0, 5));
    }

    @Test
    void thereAreNoJumpsAtTheJoints() {
        assertTrue(largestChange(new OneCycle(1, 25, 1e4, 0.3, OneCycle.Shape.COSINE, 0), 1000) < 0.006);
        assertTrue(largestChange(new Wsd(1, 200, 0.2, Wsd.Shape.COSINE, 0, 0), 1000) < 0.01);
        assertTrue(largestChange(new Noam(1, 1, 100), 1000) < 0.0011);
        assertTrue(largestChange(new Cyclic(0, 1, 100, 200, Cyclic.Shape.TRIANGULAR2, 1), 1000) < 0.0101);
    }
}
