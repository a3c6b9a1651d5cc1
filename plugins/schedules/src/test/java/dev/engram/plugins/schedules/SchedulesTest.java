package dev.engram.plugins.schedules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Schedule;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    private static final double TINY = 1e-15;

    private static double[] values(Schedule s, long total, long... t) {
        return LongStream.of(t).mapToDouble(x -> s.at(x, total)).toArray();
    }

    @Test
    void constantIsConstant() {
        assertArrayEquals(new double[] {0.3, 0.3, 0.3}, values(new Constant(0.3), 10, 0, 5, 1000));
    }

    @Test
    void stepFallsAfterEveryStretch() {
        Step s = new Step(0.8, 0.5, 3);
        assertArrayEquals(new double[] {0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2}, values(s, 7, 0, 1, 2, 3, 4, 5, 6), TINY);
    }

    @Test
    void exponentialMeetsStepAtTheEndOfEachStretch() {
        Exponential s = new Exponential(0.8, 0.25, 2);
        assertArrayEquals(new double[] {0.8, 0.4, 0.2, 0.1, 0.05}, values(s, 5, 0, 1, 2, 3, 4), TINY);
    }

    @Test
    void cosineGoesFromStartToEndAndStaysThere() {
        Cosine s = new Cosine(1, 0.2, 0);
        assertArrayEquals(
                new double[] {1, 0.88284271247461901, 0.6, 0.31715728752538099, 0.2, 0.2},
                values(s, 8, 0, 2, 4, 6, 8, 100),
                TINY);
        assertTrue(s.at(7, 8) > 0.2);
    }

    @Test
    void cosineKeepsToItsOwnStepsWhereItHasSome() {
        Cosine s = new Cosine(1, 0, 4);
        assertArrayEquals(new double[] {1, 0.5, 0, 0}, values(s, 1000, 0, 2, 4, 5), TINY);
    }

    @Test
    void areaUnderTheCosineIsHalfTheRectangle() {
        double sum = 0;
        for (int t = 0; t < 1000; t++) {
            sum += new Cosine(1, 0, 0).at(t, 1000);
        }
        assertEquals(500.5, sum, 1e-9);
    }

    @Test
    void polynomialOfPowerOneIsALine() {
        Polynomial s = new Polynomial(1, 0.5, 1, 0);
        assertArrayEquals(new double[] {1, 0.875, 0.75, 0.625, 0.5, 0.5}, values(s, 4, 0, 1, 2, 3, 4, 9), TINY);
    }

    @Test
    void polynomialOfPowerTwoIsAParabola() {
        Polynomial s = new Polynomial(1, 0, 2, 4);
        assertArrayEquals(new double[] {1, 0.5625, 0.25, 0.0625, 0}, values(s, 99, 0, 1, 2, 3, 4), TINY);
    }

    @Test
    void inverseTimeIsHalvedAtItsHalfTime() {
        assertArrayEquals(
                new double[] {0.6, 0.4, 0.3, 0.2}, values(new InverseTime(0.6, 10, 1), 50, 0, 5, 10, 20), TINY);
    }

    @Test
    void inverseTimeToAPowerIsTheRateOfSpsa() {
        double a = 0.16;
        double[] expected = new double[3];
        for (int i = 0; i < 3; i++) {
            expected[i] = a / StrictMath.pow(100 + new int[] {1, 2, 1000}[i], 0.602);
        }
        InverseTime gains = new InverseTime(a / StrictMath.pow(101, 0.602), 101, 0.602);
        assertArrayEquals(expected, values(gains, 1000, 0, 1, 999), TINY);
    }

    @Test
    void inverseSqrtHoldsAndThenFalls() {
        assertArrayEquals(new double[] {2, 2, 2, 1, 0.5}, values(new InverseSqrt(2, 4), 99, 0, 3, 4, 16, 64), TINY);
    }

    @Test
    void warmUpRisesToTheStartOfWhatFollows() {
        WarmUp s = new WarmUp(4, new Constant(0.4));
        assertArrayEquals(new double[] {0.1, 0.2, 0.3, 0.4, 0.4, 0.4}, values(s, 10, 0, 1, 2, 3, 4, 9), TINY);
    }

    @Test
    void whatFollowsAWarmUpCountsFromItsEndAndEndsWithTheRun() {
        Schedule then = new Cosine(1, 0, 0);
        WarmUp s = new WarmUp(2, then);
        assertArrayEquals(
                new double[] {0.5, 1, 1, then.at(1, 8), 0.5, then.at(7, 8), 0},
                values(s, 10, 0, 1, 2, 3, 6, 9, 10),
                TINY);
    }

    @Test
    void aRunShorterThanItsWarmUpOnlyRises() {
        assertArrayEquals(new double[] {0.25, 0.5, 0.75}, values(new WarmUp(4, new Cosine(1, 0, 0)), 3, 0, 1, 2), TINY);
    }
}
