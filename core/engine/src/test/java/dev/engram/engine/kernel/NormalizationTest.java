package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private final Workspace workspace = new Workspace();
    private final Workspace plainWorkspace = new Workspace(false);

    @Test
    void sumsHaveSixteenPartialSumsPerExampleAndAFixedTree() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(5);
            int channels = 1 + random.nextInt(5);
            int positions = seed % 3 == 0 ? 1 : 1 + random.nextInt(90);
            float[] x = ReferenceKernels.randomNumbers(random, 2 + n * channels * positions);
            float[] y = ReferenceKernels.randomNumbers(random, 3 + n * channels * positions);
            if (seed % 2 == 1) {
                ReferenceKernels.insertSpecialValues(random, x);
            }
            float[] mean = ReferenceKernels.randomNumbers(random, channels);
            double[] sums = new double[channels];
            double[] squares = new double[channels];
            double[] products = new double[channels];
            for (int m = 0; m < n * channels; m++) {
                float[] s = new float[positions];
                float[] q = new float[positions];
                float[] p = new float[positions];
                for (int i = 0; i < positions; i++) {
                    s[i] = x[2 + m * positions + i];
                    q[i] = s[i] - mean[m % channels];
                    p[i] = y[3 + m * positions + i];
                }
                sums[m % channels] += sum(s, null);
                squares[m % channels] += sum(q, q);
                products[m % channels] += sum(s, p);
            }
            for (Workspace ws : new Workspace[] {workspace, plainWorkspace}) {
                double[] actual = new double[channels];
                Normalization.sums(n, channels, positions, x, 2, actual, ws);
                check(sums, actual, "sums, seed " + seed);
                Normalization.squares(n, channels, positions, x, 2, mean, actual, ws);
                check(squares, actual, "squares, seed " + seed);
                Normalization.products(n, channels, positions, x, 2, y, 3, actual, ws);
                check(products, actual, "products, seed " + seed);
            }
        }
    }

    private static void check(double[] expected, double[] actual, String what) {
        for (int c = 0; c < expected.length; c++) {
            assertEquals(expected[c], actual[c], what);
        }
    }

    /** The sum of x, or of the products of x and y, as it is defined. */
    private static float sum(float[] x, float[] y) {
        float[] s = new float[16];
        Arrays.fill(s, -0f);
        for (int i = 0; i < x.length; i++) {
            s[i % 16] = y == null ? s[i % 16] + x[i] : Math.fma(x[i], y[i], s[i % 16]);
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                s[l] += s[l + half];
            }
        }
        return s[0];
    }

    @Test
    void elementwiseLoopsEqualTheirFormulas() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(4);
            int channels = 1 + random.nextInt(20);
            int positions = seed % 3 == 0 ? 1 : 1 + random.nextInt(40);
            int size = n * channels * positions;
            float[] x = ReferenceKernels.randomNumbers(random, 1 + size);
            float[] h = ReferenceKernels.randomNumbers(random, 2 + size);
            float[] a = ReferenceKernels.randomNumbers(random, channels);
            float[] b = ReferenceKernels.randomNumbers(random, channels);
            float[] f = ReferenceKernels.randomNumbers(random, channels);
            float[][] expected = new float[3][3 + size];
            float[][] actual = new float[3][3 + size];
            for (int i = 0; i < size; i++) {
                int c = i / positions % channels;
                expected[0][3 + i] = (x[1 + i] - a[c]) * b[c];
                expected[1][3 + i] = Math.fma(a[c], x[1 + i], b[c]);
                expected[2][3 + i] = f[c] * Math.fma(-b[c], h[2 + i], x[1 + i] - a[c]);
            }
            Normalization.standardize(n, channels, positions, x, 1, a, b, actual[0], 3);
            Normalization.affine(n, channels, positions, x, 1, a, 0, b, 0, actual[1], 3);
            Normalization.project(n, channels, positions, x, 1, h, 2, a, b, f, actual[2], 3);
            for (int k = 0; k < 3; k++) {
                String what = "loop " + k + ", seed " + seed;
                ReferenceKernels.assertSameBits(expected[k], actual[k], () -> what);
            }
        }
    }
}
