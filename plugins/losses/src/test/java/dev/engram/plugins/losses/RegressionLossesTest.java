package dev.engram.plugins.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Golden values of losses of numbers for y = [[2,-1,.5],[0,3,-2]] and t = [[1,0,0],[0,0,1]], as means of all six. */
class RegressionLossesTest {
    private static final float[] Y = {2, -1, 0.5f, 0, 3, -2};
    private static final float[] T = {1, 0, 0, 0, 0, 1};

    private static double value(LossFunction f, float[] y, float[] t) {
        return f.value(y, t, 0, y.length);
    }

    private static float[] gradient(LossFunction f, float[] y, float[] t) {
        float[] out = new float[y.length];
        f.gradient(y, t, out, 0, y.length);
        return out;
    }

    @Test
    void logCoshHasItsGoldenValueAndItsTwoRegimes() {
        LossFunction f = new LogCosh(Reduction.MEAN);
        assertEquals(0.934388862847, value(f, Y, T), 1e-12);
        assertEquals(StrictMath.tanh(1) / 6, gradient(f, Y, T)[0], 1e-7);
        assertEquals(0, gradient(f, T, T)[3]);
        float[] none = {0};
        assertEquals(0.5e-4, value(f, new float[] {0.01f}, none), 1e-9);
        assertEquals(1e30 - StrictMath.log(2), value(f, new float[] {-1e30f}, none), 1e23);
    }

    @Test
    void smoothL1IsHuberOverItsLimit() {
        assertEquals(1.20833333333, value(new SmoothL1(0.5f, Reduction.MEAN), Y, T), 1e-11);
        assertEquals(
                value(new Huber(0.5f, Reduction.MEAN), Y, T) / 0.5,
                value(new SmoothL1(0.5f, Reduction.MEAN), Y, T),
                1e-12);
        assertArrayEquals(new float[] {1, -1, 1, 0, 1, -1}, gradient(new SmoothL1(0.5f, Reduction.SUM), Y, T));
        assertEquals(value(new Mae(Reduction.SUM), Y, T), value(new SmoothL1(1e-6f, Reduction.SUM), Y, T), 1e-5);
    }

    @Test
    void huberWithoutALimitIsHalfTheSumOfSquares() {
        assertEquals(value(new Sse(), Y, T), value(new Huber(1e30f, Reduction.SUM), Y, T), 1e-12);
        assertArrayEquals(gradient(new Sse(), Y, T), gradient(new Huber(1e30f, Reduction.SUM), Y, T));
    }

    @Test
    void quantileHasItsGoldenValueAndIsHalfOfMaeInTheMiddle() {
        LossFunction f = new Quantile(0.9f, Reduction.MEAN);
        assertEquals(0.675, value(f, Y, T), 1e-7);
        float over = (1 - 0.9f) / 6;
        assertArrayEquals(new float[] {over, -0.15f, over, 0, over, -0.15f}, gradient(f, Y, T), 1e-7f);
        assertEquals(value(new Mae(Reduction.MEAN), Y, T) / 2, value(new Quantile(0.5f, Reduction.MEAN), Y, T), 1e-12);
    }

    /** Nine tenths of 0, 1, ..., 9 are at or below 8: above it the gradient changes sign. */
    @Test
    void theBestPredictionOfTheQuantileLossIsTheQuantile() {
        LossFunction f = new Quantile(0.9f, Reduction.MEAN);
        float[] t = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        double best = Double.POSITIVE_INFINITY;
        float where = 0;
        for (float y = 0; y < 10; y += 0.25f) {
            float[] same = new float[t.length];
            Arrays.fill(same, y);
            double v = value(f, same, t);
            if (v < best - 1e-6) {
                best = v;
                where = y;
            }
        }
        assertEquals(8, where);
    }

    @Test
    void poissonHasItsGoldenValueFromRatesAndFromTheirLogarithms() {
        float[] r = {0.3f, 1.2f};
        float[] counts = {1, 4};
        float[] rates = {(float) StrictMath.exp(0.3f), (float) StrictMath.exp(1.2f)};
        assertEquals(-0.215012134844, value(new PoissonWithLogRates(Reduction.MEAN), r, counts), 2e-7);
        assertEquals(-0.215012134844, value(new Poisson(Reduction.MEAN), rates, counts), 5e-7);
        LossFunction.Fused fused = new Poisson(Reduction.SUM).fuse(OutputFunction.EXP);
        float[] error = new float[2];
        fused.gradient(r, rates, counts, error, 0, 2);
        assertEquals(2 * -0.215012134844, fused.value(r, rates, counts, 0, 2), 5e-7);
        assertArrayEquals(new float[] {rates[0] - 1, rates[1] - 4}, error, "the matched pair: exactly y - t");
        assertArrayEquals(error, gradient(new PoissonWithLogRates(Reduction.SUM), r, counts), 1e-6f);
        assertEquals(
                0, gradient(new Poisson(Reduction.SUM), counts, counts)[1], "no error where the rate is the count");
    }

    @Test
    void cosineDistanceHasItsGoldenValueAndDoesNotSeeLengths() {
        LossFunction f = new CosineDistance();
        float[] t = {1, 1, 0, -1, 2, 2};
        assertEquals(0.753246617334, (f.value(Y, t, 0, 3) + f.value(Y, t, 3, 6)) / 2, 1e-12);
        float[] u = {2, -1, 0.5f};
        float[] v = {1, 1, 0};
        assertEquals(value(f, u, v), value(f, new float[] {20, -10, 5}, new float[] {0.5f, 0.5f, 0}), 1e-12);
        float[] g = gradient(f, u, v);
        assertEquals(0, u[0] * g[0] + u[1] * g[1] + u[2] * g[2], 1e-7, "at a right angle to the outputs");
        assertEquals(0, value(f, u, u), 1e-15);
        assertEquals(2, value(f, u, new float[] {-2, 1, -0.5f}), 1e-15);
        assertEquals(1, value(f, new float[3], v));
        assertArrayEquals(new float[3], gradient(f, new float[3], v));
    }

    @Test
    void theMeanOverTheOutputsIsTheSumOverTheirNumber() {
        LossFunction[][] pairs = {
            {new Mae(Reduction.SUM), new Mae(Reduction.MEAN)},
            {new Huber(1, Reduction.SUM), new Huber(1, Reduction.MEAN)},
            {new LogCosh(Reduction.SUM), new LogCosh(Reduction.MEAN)},
            {new Quantile(0.9f, Reduction.SUM), new Quantile(0.9f, Reduction.MEAN)},
            {new SmoothL1(1, Reduction.SUM), new SmoothL1(1, Reduction.MEAN)}
        };
        for (LossFunction[] pair : pairs) {
            assertEquals(value(pair[0], Y, T), 6 * value(pair[1], Y, T), 1e-12);
            float[] sum = gradient(pair[0], Y, T);
            float[] mean = gradient(pair[1], Y, T);
            for (int i = 0; i < 6; i++) {
                assertEquals(sum[i], 6 * mean[i], 1e-6, pair[0] + " at " + i);
            }
        }
    }
}
