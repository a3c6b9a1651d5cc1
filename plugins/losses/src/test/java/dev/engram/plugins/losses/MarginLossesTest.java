package dev.engram.plugins.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.LossFunction;
import org.junit.jupiter.api.Test;

/** Losses of scores: their sign and their margin. */
class MarginLossesTest {
    private static final float[] S = {0.8f, -0.3f, 2};
    private static final float[] T = {1, 1, -1};

    private static double value(LossFunction f, float[] y, float[] t) {
        return f.value(y, t, 0, y.length);
    }

    private static float[] gradient(LossFunction f, float[] y, float[] t) {
        float[] out = new float[y.length];
        f.gradient(y, t, out, 0, y.length);
        return out;
    }

    @Test
    void hingeHasItsGoldenValueAndStopsAtItsMargin() {
        assertEquals(1.5, value(new Hinge(Reduction.MEAN), S, T), 1e-7);
        assertArrayEquals(new float[] {-1, -1, 1}, gradient(new Hinge(Reduction.SUM), S, T));
        float[] right = {1, 5, -1.5f};
        assertEquals(0, value(new Hinge(Reduction.SUM), right, T));
        assertArrayEquals(new float[3], gradient(new Hinge(Reduction.SUM), right, T), "0 at the kink and beyond");
    }

    @Test
    void squaredHingeHasItsGoldenValue() {
        assertEquals(3.57666666667, value(new SquaredHinge(Reduction.MEAN), S, T), 1e-7);
        assertArrayEquals(new float[] {-0.4f, -2.6f, 6}, gradient(new SquaredHinge(Reduction.SUM), S, T), 1e-6f);
    }

    @Test
    void thePerceptronsLossCountsWrongSidesOnly() {
        assertEquals(2.3, value(new Perceptron(Reduction.SUM), S, T), 1e-7);
        assertArrayEquals(new float[] {0, -1, 1}, gradient(new Perceptron(Reduction.SUM), S, T));
        assertArrayEquals(new float[] {0}, gradient(new Perceptron(Reduction.SUM), new float[] {0}, new float[] {1}));
    }

    @Test
    void multiClassHingeHasItsGoldenValueForEitherCoding() {
        float[] z = {2, -1, 0.5f, 0, 3, -2};
        float[] oneHot = {1, 0, 0, 0, 0, 1};
        float[] signed = {1, -1, -1, -1, -1, 1};
        LossFunction f = new MultiClassHinge(Reduction.MEAN);
        for (float[] t : new float[][] {oneHot, signed}) {
            assertEquals(1.5, (f.value(z, t, 0, 3) + f.value(z, t, 3, 6)) / 2, 1e-12);
            float[] out = new float[6];
            f.gradient(z, t, out, 0, 3);
            f.gradient(z, t, out, 3, 6);
            assertArrayEquals(new float[] {0, 0, 0, 1 / 3f, 1 / 3f, -2 / 3f}, out, 1e-7f);
        }
        assertEquals(9, new MultiClassHinge(Reduction.SUM).value(z, oneHot, 3, 6), 1e-12);
        assertArrayEquals(
                new float[2], gradient(f, new float[] {3, 2}, new float[] {1, 0}), "0 at a lead of exactly 1");
    }
}
