package dev.engram.engine.kernel;

import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uses one instance for all tests, so that all shapes share one workspace, as in training. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvolutionsTest {
    private final Workspace workspace = new Workspace();
    private final Workspace plainWorkspace = new Workspace(false);

    @Test
    void everyGeometryEqualsTheScalarLoops() {
        for (int seed = 0; seed < 600; seed++) {
            check(ReferenceConvolution.random(new SplittableRandom(seed), 5, 12), 3, seed, false);
        }
    }

    @Test
    void geometriesBeyondATileEqualTheScalarLoops() {
        for (int seed = 0; seed < 40; seed++) {
            check(ReferenceConvolution.random(new SplittableRandom(seed), 40, 30), 2, seed, false);
        }
    }

    @Test
    void specialValuesPropagateAsInTheScalarLoops() {
        for (int seed = 0; seed < 300; seed++) {
            check(ReferenceConvolution.random(new SplittableRandom(seed), 9, 12), 2, seed, true);
        }
    }

    @Test
    void theLayersOfKnownNetworksEqualTheScalarLoops() {
        check(image(1, 16, 8, 3, 1), 3, 1, false);
        check(image(1, 6, 28, 5, 2), 2, 2, false);
        check(image(6, 16, 14, 5, 0), 3, 3, false);
        check(image(1, 32, 28, 5, 2), 2, 4, false);
        check(image(32, 64, 14, 5, 2), 1, 5, false);
        check(image(3, 64, 32, 5, 0), 1, 6, false);
        check(image(96, 128, 6, 3, 1), 2, 7, false);
        check(image(16, 16, 28, 3, 1), 1, 8, false);
    }

    /** Examples as lanes. */
    @Test
    void smallOutputsOfManyExamplesEqualTheScalarLoops() {
        check(image(6, 16, 14, 5, 0), 37, 1, false);
        check(image(3, 9, 9, 4, 0), 200, 2, true);
        check(new ConvGeometry(4, 6, 2, axis(9, 3, 1, 2), axis(11, 2, 0, 3)), 50, 3, false);
        check(new ConvGeometry(4, 20, 1, axis(8, 3, 0, 1), axis(7, 3, 2, 3)), 9, 4, true);
    }

    /** The second product cancels the first but for a quarter of the smallest float. */
    @Test
    void sumsThatAreRoundedToNegativeZeroAreTheSameWithoutZerosOutside() {
        WindowAxis one = WindowAxis.padded(1, 1, 1, 0, 1);
        ConvGeometry g = new ConvGeometry(1, 2, 1, one, axis(4, 2, 0, 1));
        float[] w = {1, 1, 1.25f, 1};
        float least = Float.MIN_VALUE;
        float[] d = {least, least, least, -least, -least, -least};
        float[] expected = new float[4];
        float[] actual = new float[4];
        ReferenceConvolution.inputGradient(g, 1, d, 0, w, 0, null, 0, expected, 0);
        Convolutions.inputGradient(g, 1, d, 0, w, 0, null, 0, actual, 0, workspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "input gradient " + g);
    }

    private static WindowAxis axis(int size, int kernel, int padding, int dilation) {
        return WindowAxis.padded(size, kernel, 1, padding, dilation);
    }

    /** Output rows longer than a block of positions, and blocks of many examples. */
    @Test
    void longAndShortRowsEqualTheScalarLoops() {
        WindowAxis one = WindowAxis.padded(1, 1, 1, 0, 1);
        check(new ConvGeometry(3, 5, 1, one, WindowAxis.padded(450, 5, 1, 2, 1)), 2, 1, false);
        check(new ConvGeometry(2, 17, 1, one, WindowAxis.padded(403, 3, 2, 1, 2)), 3, 2, false);
        check(image(3, 4, 2, 2, 1), 50, 3, false);
        check(image(5, 9, 3, 2, 0), 70, 4, false);
        check(new ConvGeometry(2, 3, 1, one, WindowAxis.padded(2, 2, 1, 0, 1)), 400, 5, false);
        check(new ConvGeometry(2, 3, 1, one, WindowAxis.padded(2, 2, 1, 1, 1)), 150, 6, false);
    }

    private static ConvGeometry image(int channels, int outChannels, int size, int kernel, int padding) {
        WindowAxis axis = WindowAxis.padded(size, kernel, 1, padding, 1);
        return new ConvGeometry(channels, outChannels, 1, axis, axis);
    }

    @Test
    void aKernelOfTheWholeInputIsADenseLayer() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowAxis rows = whole(1 + random.nextInt(6));
            WindowAxis cols = whole(1 + random.nextInt(6));
            ConvGeometry g = new ConvGeometry(1 + random.nextInt(6), 1 + random.nextInt(40), 1, rows, cols);
            checkDense(g, 1 + random.nextInt(12), random, seed % 2 == 1);
        }
    }

    private static WindowAxis whole(int size) {
        return WindowAxis.padded(size, size, 1, 0, 1);
    }

    private void checkDense(ConvGeometry g, int batch, SplittableRandom random, boolean special) {
        int m = g.outChannels();
        int k = g.patch();
        float[] x = numbers(random, batch * k, special);
        float[] w = numbers(random, m * k, special);
        float[] b = numbers(random, m, special);
        float[] d = numbers(random, batch * m, special);
        float[] expected = new float[batch * m];
        float[] actual = new float[batch * m];
        Kernels.multiplyTransposedB(batch, m, k, x, 0, w, 0, b, 0, expected, 0, workspace);
        Convolutions.forward(g, batch, x, 0, w, 0, b, 0, actual, 0, workspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "forward " + g);
        expected = new float[batch * k];
        actual = new float[batch * k];
        Kernels.multiply(batch, k, m, d, 0, w, 0, expected, 0, workspace);
        Convolutions.inputGradient(g, batch, d, 0, w, 0, null, 0, actual, 0, workspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "input gradient " + g);
        expected = w.clone();
        actual = w.clone();
        Kernels.multiplyTransposedA(m, k, batch, 0.3f, d, 0, x, 0, true, expected, 0, workspace);
        Convolutions.weightGradient(g, batch, 0.3f, d, 0, x, 0, true, actual, 0, workspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "weight gradient " + g);
        expected = b.clone();
        actual = b.clone();
        Kernels.sumRows(batch, m, 0.3f, d, 0, true, expected, 0);
        Convolutions.biasGradient(batch, m, 1, 0.3f, d, 0, true, actual, 0, workspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "bias gradient " + g);
    }

    /** The rows of the dense layer are the positions of all examples. */
    @Test
    void aKernelOfOnePositionIsADenseLayerAtEachPosition() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowAxis rows = WindowAxis.padded(1 + random.nextInt(9), 1, 1, 0, 1);
            WindowAxis cols = WindowAxis.padded(1 + random.nextInt(9), 1, 1, 0, 1);
            ConvGeometry g = new ConvGeometry(1 + random.nextInt(20), 1 + random.nextInt(20), 1, rows, cols);
            int batch = 1 + random.nextInt(3);
            int m = g.outChannels();
            int k = g.channels();
            int p = g.positions();
            float[] x = numbers(random, batch * p * k, seed % 2 == 1);
            float[] w = numbers(random, m * k, seed % 2 == 1);
            float[] d = numbers(random, batch * p * m, seed % 2 == 1);
            float[] expected = new float[batch * p * m];
            float[] actual = new float[batch * p * m];
            Kernels.multiplyTransposedB(batch * p, m, k, x, 0, w, 0, null, 0, expected, 0, workspace);
            Convolutions.forward(g, batch, channelsFirst(x, batch, p, k), 0, w, 0, null, 0, actual, 0, workspace);
            ReferenceKernels.assertSameBits(channelsFirst(expected, batch, p, m), actual, () -> "forward " + g);
            expected = new float[batch * p * k];
            actual = new float[batch * p * k];
            Kernels.multiply(batch * p, k, m, d, 0, w, 0, expected, 0, workspace);
            Convolutions.inputGradient(g, batch, channelsFirst(d, batch, p, m), 0, w, 0, null, 0, actual, 0, workspace);
            ReferenceKernels.assertSameBits(channelsFirst(expected, batch, p, k), actual, () -> "input gradient " + g);
            expected = new float[m * k];
            actual = new float[m * k];
            Kernels.multiplyTransposedA(m, k, batch * p, 0.3f, d, 0, x, 0, false, expected, 0, workspace);
            Convolutions.weightGradient(
                    g,
                    batch,
                    0.3f,
                    channelsFirst(d, batch, p, m),
                    0,
                    channelsFirst(x, batch, p, k),
                    0,
                    false,
                    actual,
                    0,
                    workspace);
            ReferenceKernels.assertSameBits(expected, actual, () -> "weight gradient " + g);
        }
    }

    private static float[] channelsFirst(float[] rows, int batch, int positions, int channels) {
        float[] out = new float[rows.length];
        for (int n = 0; n < batch; n++) {
            for (int p = 0; p < positions; p++) {
                for (int c = 0; c < channels; c++) {
                    out[(n * channels + c) * positions + p] = rows[(n * positions + p) * channels + c];
                }
            }
        }
        return out;
    }

    @Test
    void productsWithThePatchesAreTheConvolution() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ConvGeometry g = ReferenceConvolution.random(random, 5, 12);
            int batch = 2;
            int p = g.positions();
            int k = g.patch();
            int m = g.outChannels() / g.groups();
            float[] x = numbers(random, batch * g.inputs(), false);
            float[] w = numbers(random, g.outChannels() * k, false);
            float[] out = new float[batch * g.outputs()];
            Convolutions.forward(g, batch, x, 0, w, 0, null, 0, out, 0, workspace);
            float[] all = new float[batch * g.outputs()];
            float[] patches = new float[batch * p * k];
            float[] product = new float[batch * p * m];
            for (int group = 0; group < g.groups(); group++) {
                Convolutions.patches(g, group, batch, x, 0, patches, 0);
                Kernels.multiplyTransposedB(
                        batch * p, m, k, patches, 0, w, group * m * k, null, 0, product, 0, workspace);
                for (int r = 0; r < batch * p; r++) {
                    for (int o = 0; o < m; o++) {
                        all[(r / p * g.outChannels() + group * m + o) * p + r % p] = product[r * m + o];
                    }
                }
            }
            ReferenceKernels.assertSameBits(all, out, () -> "patches " + g);
        }
    }

    private static float[] numbers(SplittableRandom random, int length, boolean special) {
        float[] x = ReferenceKernels.randomNumbers(random, length);
        if (special) {
            ReferenceKernels.insertSpecialValues(random, x);
        }
        return x;
    }

    private void check(ConvGeometry g, int batch, long seed, boolean special) {
        SplittableRandom random = new SplittableRandom(seed);
        int xo = random.nextInt(9);
        int wo = random.nextInt(9);
        int oo = random.nextInt(9);
        int behind = random.nextInt(2) * 40; // whether an operand is at the end of its array
        float[] x = numbers(random, xo + batch * g.inputs() + behind, special);
        float[] w = numbers(random, wo + g.outChannels() * g.patch() + behind, special);
        float[] d = numbers(random, oo + batch * g.outputs() + behind, special);
        boolean biased = random.nextBoolean();
        float[] out = biased ? numbers(random, 3 + g.outChannels(), special) : null;
        float[] in = biased ? numbers(random, 2 + g.channels(), special) : null;
        String where = g + ", batch " + batch + ", seed " + seed;

        float[] expected = ReferenceKernels.randomNumbers(random, oo + batch * g.outputs() + 5);
        float[] actual = expected.clone();
        float[] plain = expected.clone();
        ReferenceConvolution.forward(g, batch, x, xo, w, wo, out, 3, expected, oo);
        Convolutions.forward(g, batch, x, xo, w, wo, out, 3, actual, oo, workspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "forward " + where);
        Convolutions.forward(g, batch, x, xo, w, wo, out, 3, plain, oo, plainWorkspace);
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain forward " + where);

        expected = ReferenceKernels.randomNumbers(random, xo + batch * g.inputs() + 5);
        actual = expected.clone();
        plain = expected.clone();
        ReferenceConvolution.inputGradient(g, batch, d, oo, w, wo, in, 2, expected, xo);
        Convolutions.inputGradient(g, batch, d, oo, w, wo, in, 2, actual, xo, workspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "input gradient " + where);
        Convolutions.inputGradient(g, batch, d, oo, w, wo, in, 2, plain, xo, plainWorkspace);
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain input gradient " + where);

        float scale = random.nextBoolean() ? 1f : random.nextInt(9) / 7f - 0.5f;
        for (boolean accumulate : new boolean[] {true, false}) {
            expected = numbers(random, wo + g.outChannels() * g.patch() + 5, special);
            actual = expected.clone();
            plain = expected.clone();
            ReferenceConvolution.weightGradient(g, batch, scale, d, oo, x, xo, accumulate, expected, wo);
            Convolutions.weightGradient(g, batch, scale, d, oo, x, xo, accumulate, actual, wo, workspace);
            ReferenceKernels.assertSameBits(expected, actual, () -> "weight gradient " + where);
            int cut = g.patch() == 1 ? 1 : 1 + random.nextInt(g.patch() - 1);
            for (int first = 0, end = cut; first < g.patch(); first = end, end = g.patch()) {
                Convolutions.weightGradient(
                        g, first, end, batch, scale, d, oo, x, xo, accumulate, plain, wo, plainWorkspace);
            }
            ReferenceKernels.assertSameBits(expected, plain, () -> "plain weight gradient " + where);
        }
    }
}
