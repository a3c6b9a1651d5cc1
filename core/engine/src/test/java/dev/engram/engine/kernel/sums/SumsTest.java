package dev.engram.engine.kernel.sums;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.kernel.ReferenceKernels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final int WIDTH = 16;

    private static double addInHalves(double[] s) {
        for (int half = WIDTH / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                s[l] += s[l + half];
            }
        }
        return s[0];
    }

    @Test
    void sumHasSixteenPartialSumsAndAFixedTree() {
        SplittableRandom random = new SplittableRandom(8);
        for (int n = 0; n < 200; n++) {
            int from = random.nextInt(4);
            float[] x = ReferenceKernels.randomNumbers(random, from + n + 1);
            if (n % 9 == 8) {
                ReferenceKernels.insertSpecialValues(random, x);
            }
            double[] s = new double[WIDTH];
            for (int i = 0; i < n; i++) {
                s[i % WIDTH] += x[from + i];
            }
            double expected = addInHalves(s);
            assertEquals(expected, Sums.sum(x, from, from + n), "length " + n);
            assertEquals(expected, Sums.plainSum(x, from, from + n), "plain, length " + n);
        }
    }

    /** The order that {@link InnerProducts} describes. */
    private static double product(float[] a, float[] b, int from, int to) {
        double[] s = new double[WIDTH];
        int whole = to - (to - from) % WIDTH;
        for (int l = 0; l < WIDTH; l++) {
            for (int block = from; block < whole; block += InnerProducts.BLOCK) {
                float sum = 0;
                for (int i = block + l; i < Math.min(whole, block + InnerProducts.BLOCK); i += WIDTH) {
                    sum = Math.fma(a[i], b[i], sum);
                }
                s[l] += sum;
            }
        }
        for (int i = whole; i < to; i++) {
            s[i - whole] += (double) a[i] * b[i];
        }
        return addInHalves(s);
    }

    @Test
    void innerProductsHaveTheSameBitsForEveryNumberOfArraysAndInScalarLoops() {
        SplittableRandom random = new SplittableRandom(9);
        InnerProducts products = new InnerProducts();
        int[] lengths = {0, 5, 16, 63, 64, 100, 2047, 2048, 4135};
        for (int k = 1; k < 26; k++) {
            int n = lengths[k % lengths.length], from = random.nextInt(4);
            float[][] a = new float[k][];
            for (int r = 0; r < k; r++) {
                a[r] = ReferenceKernels.randomNumbers(random, from + n + 1);
            }
            if (k % 5 == 4) {
                ReferenceKernels.insertSpecialValues(random, a[k / 2]);
            }
            float[] x = ReferenceKernels.randomNumbers(random, from + n + 1);
            float[] y = ReferenceKernels.randomNumbers(random, from + n + 1);
            double[] expected = new double[2 * k], actual = new double[2 * k], plain = new double[2 * k];
            for (int r = 0; r < k; r++) {
                expected[2 * r] = product(a[r], x, from, from + n);
                expected[2 * r + 1] = product(a[r], y, from, from + n);
            }
            products.compute(a, x, y, from, from + n, actual);
            InnerProducts.computePlainly(a, x, y, from, from + n, plain);
            assertArrayEquals(expected, actual, k + " arrays of " + n);
            assertArrayEquals(expected, plain, "plain, " + k + " arrays of " + n);
        }
    }

    /** The order that {@link LinearCombination} describes. */
    private static float combination(double[] c, float[][] a, int count, int i) {
        float total = (float) c[0] * a[0][i];
        for (int k = 1; k < count; k += LinearCombination.GROUP) {
            float group = (float) c[k] * a[k][i];
            for (int j = k + 1; j < Math.min(count, k + LinearCombination.GROUP); j++) {
                group += (float) c[j] * a[j][i];
            }
            total += group;
        }
        return total;
    }

    @Test
    void linearCombinationsHaveTheSameBitsForEveryNumberOfArraysAndInScalarLoops() {
        SplittableRandom random = new SplittableRandom(10);
        int[] lengths = {0, 5, 16, 63, 64, 100, 333};
        for (int count = 1; count < 46; count++) {
            int n = lengths[count % lengths.length], from = random.nextInt(4);
            float[][] a = new float[count + 1][];
            double[] c = new double[count + 1];
            for (int k = 0; k <= count; k++) {
                a[k] = ReferenceKernels.randomNumbers(random, from + n + 1);
                c[k] = random.nextDouble(-2, 2);
            }
            if (count % 5 == 4) {
                ReferenceKernels.insertSpecialValues(random, a[count / 2]);
            }
            float[] actual = new float[from + n + 1], plain = actual.clone(), expected = actual.clone();
            for (int i = from; i < from + n; i++) {
                expected[i] = combination(c, a, count, i);
            }
            LinearCombination.compute(count, c, a, actual, from, from + n);
            LinearCombination.computePlainly(count, c, a, plain, from, from + n);
            assertArrayEquals(expected, actual, count + " arrays of " + n);
            assertArrayEquals(expected, plain, "plain, " + count + " arrays of " + n);
        }
    }
}
