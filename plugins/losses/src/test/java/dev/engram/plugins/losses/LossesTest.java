package dev.engram.plugins.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden values for z = [[2,-1,.5],[0,3,-2]] and one-hot t = [[1,0,0],[0,0,1]]. */
class LossesTest {
    private static final float[] Z = {2, -1, 0.5f, 0, 3, -2};
    private static final float[] T = {1, 0, 0, 0, 0, 1};
    /** Tolerance: a float has 24 bits, and the losses sum a few floats. */
    private static final double FLOAT = 1e-6;

    static List<LossFunction> all() {
        return List.of(
                new Sse(),
                new Mse(),
                new Mae(Reduction.MEAN),
                new Huber(0.25f, Reduction.MEAN),
                new SeedCrossEntropy(1e-7f),
                new CrossEntropy(),
                new CrossEntropyWithLogits(),
                new BinaryCrossEntropy(Reduction.SUM));
    }

    /** Sum of the values of both rows. */
    private static double value(LossFunction f, float[] y) {
        return f.value(y, T, 0, 3) + f.value(y, T, 3, 6);
    }

    private static float[] gradient(LossFunction f, float[] y) {
        float[] out = new float[6];
        f.gradient(y, T, out, 0, 3);
        f.gradient(y, T, out, 3, 6);
        return out;
    }

    private static float[] softmax(float[] a) {
        float[] y = new float[a.length];
        for (int from = 0; from < a.length; from += 3) {
            double max = Math.max(a[from], Math.max(a[from + 1], a[from + 2]));
            double sum = 0;
            for (int i = from; i < from + 3; i++) {
                sum += StrictMath.exp(a[i] - max);
            }
            for (int i = from; i < from + 3; i++) {
                y[i] = (float) (StrictMath.exp(a[i] - max) / sum);
            }
        }
        return y;
    }

    private static float[] sigmoid(float[] a) {
        float[] y = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            y[i] = (float) (1 / (1 + StrictMath.exp(-a[i])));
        }
        return y;
    }

    @Test
    void sseHasItsGoldenValueAndGradient() {
        assertEquals(10.125, value(new Sse(), Z));
        assertArrayEquals(new float[] {1, -1, 0.5f, 0, 3, -3}, gradient(new Sse(), Z));
    }

    @Test
    void mseHasItsGoldenValueAndGradient() {
        assertEquals(3.375, value(new Mse(), Z) / 2, 1e-15);
        float[] meanAll = gradient(new Mse(), Z);
        for (int i = 0; i < meanAll.length; i++) {
            meanAll[i] /= 2;
        }
        assertArrayEquals(new float[] {1 / 3f, -1 / 3f, 1 / 6f, 0, 1, -1}, meanAll, 1e-7f);
    }

    @Test
    void maeHasItsGoldenValueAndNoSlopeAtItsKink() {
        assertEquals(1.41666666667, value(new Mae(Reduction.MEAN), Z) / 2, 1e-11);
        assertArrayEquals(
                new float[] {1 / 3f, -1 / 3f, 1 / 3f, 0, 1 / 3f, -1 / 3f}, gradient(new Mae(Reduction.MEAN), Z));
    }

    @Test
    void huberHasItsGoldenValuesAndLimitsItsSlope() {
        assertEquals(1.02083333333, value(new Huber(1, Reduction.MEAN), Z) / 2, 1e-11);
        assertEquals(1.52083333333, value(new Huber(2, Reduction.MEAN), Z) / 2, 1e-11);
        assertEquals(value(new Mse(), Z) / 2, value(new Huber(1e6f, Reduction.MEAN), Z), 1e-12);
        assertArrayEquals(
                new float[] {1 / 3f, -1 / 3f, 0.5f / 3, 0, 1 / 3f, -1 / 3f},
                gradient(new Huber(1, Reduction.MEAN), Z),
                1e-7f);
    }

    @Test
    void seedCrossEntropyHasItsGoldenValueOnProbabilities() {
        assertEquals(5.29628072464, value(new SeedCrossEntropy(1e-7f), softmax(Z)), 5 * FLOAT);
        float[] y = {0.5f, 0.25f, 0.25f, 0.125f, 0.375f, 0.5f};
        assertArrayEquals(new float[] {-2, 0, 0, 0, 0, -2}, gradient(new SeedCrossEntropy(1e-7f), y), 1e-6f);
    }

    @Test
    void seedCrossEntropySaturatesAtItsFloorAndIsSlightlyNegativeAtBest() {
        SeedCrossEntropy f = new SeedCrossEntropy(1e-7f);
        assertEquals(16.118095651, f.value(new float[] {0, 1}, new float[] {1, 0}, 0, 2), FLOAT);
        assertEquals(-1e-7, f.value(new float[] {1, 0}, new float[] {1, 0}, 0, 2), 1e-12);
    }

    @Test
    void crossEntropyHasItsGoldenValueFromPreActivations() {
        LossFunction.Fused f = new CrossEntropy().fuse(OutputFunction.SOFTMAX);
        float[] y = softmax(Z);
        double mean = (f.value(Z, y, T, 0, 3) + f.value(Z, y, T, 3, 6)) / 2;
        assertEquals(2.64814826602, mean, FLOAT);
        assertEquals(2.64814826602, value(new CrossEntropy(), y) / 2, FLOAT);
        float[] out = new float[6];
        f.gradient(Z, y, T, out, 0, 3);
        f.gradient(Z, y, T, out, 3, 6);
        assertArrayEquals(
                new float[] {-0.21440297f, 0.03911257f, 0.17529039f, 0.04712342f, 0.94649912f, -0.99362254f},
                out,
                2e-7f);
    }

    @Test
    void logitsGiveTheSameValueAndErrorAsSoftmax() {
        assertEquals(2.64814826602, value(new CrossEntropyWithLogits(), Z) / 2, 1e-10);
        assertArrayEquals(
                new float[] {-0.21440297f, 0.03911257f, 0.17529039f, 0.04712342f, 0.94649912f, -0.99362254f},
                gradient(new CrossEntropyWithLogits(), Z),
                2e-7f);
    }

    @Test
    void crossEntropyTakesAnyDistributionAndAnySumOfTargets() {
        // The mean of KL(t, softmax z) is 1.32326612732; adding the entropy of t gives the cross-entropy.
        float[] t = {0.7f, 0.2f, 0.1f, 0.1f, 0.3f, 0.6f};
        double entropy = 0;
        for (float p : t) {
            entropy -= p * StrictMath.log(p);
        }
        LossFunction.Fused f = new CrossEntropy().fuse(OutputFunction.SOFTMAX);
        float[] y = softmax(Z);
        assertEquals(1.32326612732 + entropy / 2, (f.value(Z, y, t, 0, 3) + f.value(Z, y, t, 3, 6)) / 2, FLOAT);
        float[] three = {3, 0, 0};
        float[] once = new float[3];
        float[] thrice = new float[3];
        f.gradient(Z, y, T, once, 0, 3);
        f.gradient(Z, y, three, thrice, 0, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(3 * once[i], thrice[i], FLOAT);
        }
        assertEquals(3 * f.value(Z, y, T, 0, 3), f.value(Z, y, three, 0, 3), FLOAT);
    }

    @Test
    void aHopelessExampleCostsItsDistanceAndTeachesWithFullStrength() {
        float[] a = {-1000, 1000};
        float[] y = {0, 1};
        float[] t = {1, 0};
        LossFunction.Fused f = new CrossEntropy().fuse(OutputFunction.SOFTMAX);
        float[] out = new float[2];
        f.gradient(a, y, t, out, 0, 2);
        assertEquals(2000, f.value(a, y, t, 0, 2));
        assertArrayEquals(new float[] {-1, 1}, out);
        assertEquals(2000, new CrossEntropyWithLogits().value(a, t, 0, 2));
        new CrossEntropyWithLogits().gradient(a, t, out, 0, 2);
        assertArrayEquals(new float[] {-1, 1}, out);
        assertEquals(0, f.value(a, y, new float[] {0, 1}, 0, 2));
    }

    @Test
    void equalLogitsCostTheLogarithmOfTheirNumber() {
        float[] a = {5, 5, 5, 5};
        float[] t = {0, 0, 1, 0};
        float[] quarter = {0.25f, 0.25f, 0.25f, 0.25f};
        // The fused form takes the logarithm of the largest output in float: half a unit in the last place of 1.386 is
        // 6e-8.
        assertEquals(
                StrictMath.log(4),
                new CrossEntropy().fuse(OutputFunction.SOFTMAX).value(a, quarter, t, 0, 4),
                6e-8);
        assertEquals(StrictMath.log(4), new CrossEntropyWithLogits().value(a, t, 0, 4), 1e-15);
    }

    @Test
    void addingAConstantToTheLogitsChangesNothing() {
        float[] shifted = {10002, 9999, 10000.5f, 10000, 10003, 9998};
        assertEquals(value(new CrossEntropyWithLogits(), Z), value(new CrossEntropyWithLogits(), shifted), 1e-12);
        assertArrayEquals(gradient(new CrossEntropyWithLogits(), Z), gradient(new CrossEntropyWithLogits(), shifted));
    }

    @Test
    void binaryCrossEntropyHasItsGoldenValue() {
        LossFunction.Fused f = new BinaryCrossEntropy(Reduction.SUM).fuse(OutputFunction.SIGMOID);
        float[] y = sigmoid(Z);
        assertEquals(1.21382153765 * 6, f.value(Z, y, T, 0, 3) + f.value(Z, y, T, 3, 6), FLOAT);
        assertEquals(1.21382153765 * 6, value(new BinaryCrossEntropy(Reduction.SUM), y), 5 * FLOAT);
        float[] out = new float[6];
        f.gradient(Z, y, T, out, 0, 6);
        for (int i = 0; i < 6; i++) {
            assertEquals(y[i] - T[i], out[i]);
        }
    }

    @Test
    void binaryCrossEntropyIsExactAtTheExtremes() {
        LossFunction.Fused f = new BinaryCrossEntropy(Reduction.SUM).fuse(OutputFunction.SIGMOID);
        float[] a = {1000, 1000, -1000, -1000};
        float[] y = {1, 1, 0, 0};
        float[] t = {0, 1, 1, 0};
        double[] expected = {1000, 0, 1000, 0};
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], f.value(a, y, t, i, i + 1));
        }
        assertEquals(0, new BinaryCrossEntropy(Reduction.SUM).value(y, y, 0, 4));
    }

    @Test
    void binaryCrossEntropyOfProbabilitiesStaysFinite() {
        BinaryCrossEntropy f = new BinaryCrossEntropy(Reduction.SUM);
        float[] y = {1, 0};
        float[] t = {0, 1};
        float[] gradient = new float[2];
        f.gradient(y, t, gradient, 0, 2);
        assertArrayEquals(new float[] {1e7f, -1e7f}, gradient, 1);
        assertEquals(2 * 16.118095651, f.value(y, t, 0, 2), 1e-6);
    }

    @Test
    void aConfidentlyWrongSigmoidLearnsFromCrossEntropyAndNotFromSquares() {
        float[] a = {-10};
        float[] y = sigmoid(a);
        float[] t = {1};
        float[] out = new float[1];
        new Sse().gradient(y, t, out, 0, 1);
        assertEquals(4.54e-5, Math.abs(out[0] * y[0] * (1 - y[0])), 1e-7);
        new BinaryCrossEntropy(Reduction.SUM).fuse(OutputFunction.SIGMOID).gradient(a, y, t, out, 0, 1);
        assertEquals(0.99995, Math.abs(out[0]), 1e-5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void slopeIsTheDerivativeOfTheValue(LossFunction f) {
        // Probabilities, so that every loss is defined; targets strictly between 0 and 1.
        float[] y = {0.2f, 0.7f, 0.1f, 0.35f};
        float[] t = {0.3f, 0.1f, 0.4f, 0.2f};
        float[] out = new float[4];
        f.gradient(y, t, out, 0, 4);
        float step = 1f / 1024;
        for (int i = 0; i < 4; i++) {
            float[] up = y.clone();
            float[] down = y.clone();
            up[i] += step;
            down[i] -= step;
            // The points are rounded to float, their distance is taken from them, and the values are in double.
            double expected = (f.value(up, t, 0, 4) - f.value(down, t, 0, 4)) / ((double) up[i] - down[i]);
            assertEquals(expected, out[i], 1e-3 * Math.max(1, Math.abs(expected)), f + " at " + i);
        }
    }

    @Test
    void fusedErrorsAreTheSlopeThroughTheActivation() {
        float[] a = {0.4f, -0.3f, 1.1f};
        float[] t = {0.2f, 0.7f, 0.1f};
        float[] gradient = new float[3];
        float[] error = new float[3];
        float[] y = softmax(a);
        new CrossEntropy().gradient(y, t, gradient, 0, 3);
        new CrossEntropy().fuse(OutputFunction.SOFTMAX).gradient(a, y, t, error, 0, 3);
        double mean = 0;
        for (int i = 0; i < 3; i++) {
            mean += (double) y[i] * gradient[i];
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(y[i] * (gradient[i] - mean), error[i], FLOAT);
        }
        y = sigmoid(a);
        new BinaryCrossEntropy(Reduction.SUM).gradient(y, t, gradient, 0, 3);
        new BinaryCrossEntropy(Reduction.SUM).fuse(OutputFunction.SIGMOID).gradient(a, y, t, error, 0, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(y[i] * (1 - y[i]) * gradient[i], error[i], FLOAT);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyTheGivenStretchIsReadAndWritten(LossFunction f) {
        float[] y = {Float.NaN, 0.2f, 0.5f, 0.3f, Float.NaN};
        float[] t = {Float.NaN, 0, 1, 0, Float.NaN};
        float[] out = {7, 0, 0, 0, 7};
        f.gradient(y, t, out, 1, 4);
        assertEquals(
                f.value(Arrays.copyOfRange(y, 1, 4), new float[] {0, 1, 0}, 0, 3), f.value(y, t, 1, 4), f.toString());
        assertEquals(7, out[0]);
        assertEquals(7, out[4]);
        assertTrue(f.value(y, t, 1, 4) > 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPerfectAnswerCostsNothing(LossFunction f) {
        if (f instanceof CrossEntropyWithLogits) {
            return; // The minimum is at infinity.
        }
        float[] t = {0, 1, 0};
        assertEquals(0, f.value(t, t, 0, 3), 2e-7, f.toString());
    }
}
