package dev.engram.plugins.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import org.junit.jupiter.api.Test;

/** Variants of cross-entropy. */
class ClassLossesTest {
    private static final float[] Z = {2, -1, 0.5f, 0, 3, -2};
    private static final float[] T = {1, 0, 0, 0, 0, 1};

    private static float[] softmax(float[] z) {
        float[] y = new float[6];
        for (int from = 0; from < 6; from += 3) {
            double sum = 0;
            for (int i = from; i < from + 3; i++) {
                sum += StrictMath.exp(z[i]);
            }
            for (int i = from; i < from + 3; i++) {
                y[i] = (float) (StrictMath.exp(z[i]) / sum);
            }
        }
        return y;
    }

    private static float[] sigmoid(float[] z) {
        float[] y = new float[z.length];
        for (int i = 0; i < z.length; i++) {
            y[i] = (float) (1 / (1 + StrictMath.exp(-z[i])));
        }
        return y;
    }

    /** Mean over two rows of the fused form behind softmax. */
    private static double mean(LossFunction f, float[] t) {
        LossFunction.Fused fused = f.fuse(OutputFunction.SOFTMAX);
        float[] y = softmax(Z);
        return (fused.value(Z, y, t, 0, 3) + fused.value(Z, y, t, 3, 6)) / 2;
    }

    private static float[] errors(LossFunction f, float[] t) {
        LossFunction.Fused fused = f.fuse(OutputFunction.SOFTMAX);
        float[] out = new float[6];
        fused.gradient(Z, softmax(Z), t, out, 0, 3);
        fused.gradient(Z, softmax(Z), t, out, 3, 6);
        return out;
    }

    @Test
    void labelSmoothingHasItsGoldenValueAndIsCrossEntropyWithoutIt() {
        assertEquals(2.60648159935, mean(new LabelSmoothingCrossEntropy(0.1f), T), 1e-6);
        assertEquals(
                2.60648159935,
                new LabelSmoothingCrossEntropy(0.1f).value(softmax(Z), T, 0, 3) / 2
                        + new LabelSmoothingCrossEntropy(0.1f).value(softmax(Z), T, 3, 6) / 2,
                1e-6);
        assertEquals(mean(new CrossEntropy(), T), mean(new LabelSmoothingCrossEntropy(0), T));
        assertArrayEquals(errors(new CrossEntropy(), T), errors(new LabelSmoothingCrossEntropy(0), T));
        float[] soft = {0.9f + 0.1f / 3, 0.1f / 3, 0.1f / 3, 0.1f / 3, 0.1f / 3, 0.9f + 0.1f / 3};
        assertArrayEquals(errors(new CrossEntropy(), soft), errors(new LabelSmoothingCrossEntropy(0.1f), T), 1e-6f);
    }

    @Test
    void klDivergenceHasItsGoldenValueAndIsCrossEntropyLessTheEntropyOfTheTargets() {
        float[] t = {0.7f, 0.2f, 0.1f, 0.1f, 0.3f, 0.6f};
        assertEquals(1.32326612732, mean(new KlDivergence(), t), 1e-6);
        double entropy = 0;
        for (float p : t) {
            entropy -= p * StrictMath.log(p);
        }
        assertEquals(mean(new CrossEntropy(), t) - entropy / 2, mean(new KlDivergence(), t), 1e-12);
        assertArrayEquals(errors(new CrossEntropy(), t), errors(new KlDivergence(), t));
        assertEquals(mean(new CrossEntropy(), T), mean(new KlDivergence(), T), "0 ln 0 = 0");
        assertEquals(0, new KlDivergence().value(t, t, 0, 6), 1e-15);
    }

    /** Sparse cross-entropy of class c: logsumexp(z) - z_c, error softmax - onehot(c). */
    @Test
    void sparseCrossEntropyIsCrossEntropyOfOneHotTargets() {
        double first = StrictMath.log(StrictMath.exp(2) + StrictMath.exp(-1) + StrictMath.exp(0.5)) - 2;
        double second = StrictMath.log(1 + StrictMath.exp(3) + StrictMath.exp(-2)) + 2;
        assertEquals((first + second) / 2, mean(new CrossEntropy(), T), 1e-6);
        float[] y = softmax(Z);
        assertArrayEquals(new float[] {y[0] - 1, y[1], y[2], y[3], y[4], y[5] - 1}, errors(new CrossEntropy(), T));
    }

    @Test
    void focalHasItsGoldenValueAndError() {
        float[] z = {0.5f, -1, 3};
        float[] t = {1, 0, 1};
        Focal f = new Focal(2, 0.25f, Reduction.SUM);
        LossFunction.Fused fused = f.fuse(OutputFunction.SIGMOID);
        float[] error = new float[3];
        fused.gradient(z, sigmoid(z), t, error, 0, 3);
        assertEquals(0.0339142365919, fused.value(z, sigmoid(z), t, 0, 3), 1e-12);
        assertEquals(0.0339142365919, f.value(sigmoid(z), t, 0, 3), 1e-8);
        assertArrayEquals(new float[] {-0.03448424934f, 0.03943584748f, -7.871796162e-5f}, error, 1e-9f);
    }

    @Test
    void focalWithoutFadingAndWeightsIsBinaryCrossEntropy() {
        LossFunction.Fused focal = new Focal(0, -1, Reduction.SUM).fuse(OutputFunction.SIGMOID);
        LossFunction.Fused bce = new BinaryCrossEntropy(Reduction.SUM).fuse(OutputFunction.SIGMOID);
        float[] y = sigmoid(Z);
        float[] soft = {1, 0, 0.25f, 0.5f, 0, 1};
        assertEquals(bce.value(Z, y, soft, 0, 6), focal.value(Z, y, soft, 0, 6), 1e-12);
        float[] expected = new float[6];
        float[] error = new float[6];
        bce.gradient(Z, y, soft, expected, 0, 6);
        focal.gradient(Z, y, soft, error, 0, 6);
        assertArrayEquals(expected, error, 1e-6f);
    }

    @Test
    void focalIsExactAtTheExtremes() {
        LossFunction.Fused f = new Focal(2, -1, Reduction.SUM).fuse(OutputFunction.SIGMOID);
        float[] a = {1000, 1000, -1000, -1000};
        float[] t = {0, 1, 1, 0};
        float[] error = new float[4];
        f.gradient(a, sigmoid(a), t, error, 0, 4);
        assertEquals(2000, f.value(a, sigmoid(a), t, 0, 4));
        assertArrayEquals(new float[] {1, 0, -1, 0}, error, 1e-30f);
    }

    @Test
    void aCertainCorrectOutputHasNoGradientForAnyGamma() {
        float[] gradient = new float[2];
        for (float gamma : new float[] {0.5f, 1, 2}) {
            new Focal(gamma, -1, Reduction.SUM).gradient(new float[] {1, 0}, new float[] {1, 0}, gradient, 0, 2);
            assertArrayEquals(new float[] {0, 0}, gradient);
        }
    }

    @Test
    void focalRejectsInvalidWeights() {
        assertEquals(
                "alpha of focal cannot be -0.5; give a number from 0 to 1, or -1 for no weights",
                assertThrows(IncompatibleException.class, () -> new Focal(2, -0.5f, Reduction.SUM))
                        .getMessage());
    }

    @Test
    void binaryCrossEntropyHasItsGoldenMean() {
        LossFunction.Fused f = new BinaryCrossEntropy(Reduction.MEAN).fuse(OutputFunction.SIGMOID);
        float[] error = new float[6];
        f.gradient(Z, sigmoid(Z), T, error, 0, 6);
        assertEquals(1.21382153765, f.value(Z, sigmoid(Z), T, 0, 6), 1e-7);
        assertEquals((sigmoid(Z)[0] - 1) / 6, error[0], 1e-7);
    }

    /** 0 times infinity is NaN, so a class without weight is omitted. */
    @Test
    void aClassThatIsNotAskedForMayBeInfinitelyUnlikely() {
        float[] logits = {2, Float.NEGATIVE_INFINITY, 1}, t = {1, 0, 0}, doubtful = {0.5f, 0.5f, 0};
        float[] y = logits.clone();
        double expected = StrictMath.log(1 + StrictMath.exp(-1));
        assertEquals(expected, new CrossEntropyWithLogits().value(logits, t, 0, 3), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, new CrossEntropyWithLogits().value(logits, doubtful, 0, 3));
        float share = (float) (1 / (1 + StrictMath.exp(-1)));
        y[0] = share;
        y[1] = 0;
        y[2] = 1 - share;
        assertEquals(expected, new CrossEntropy().fuse(OutputFunction.SOFTMAX).value(logits, y, t, 0, 3), 1e-6);
    }
}
