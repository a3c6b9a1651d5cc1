package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelsTest {
    @Test
    void sumOfRowsEqualsTheScalarLoop() {
        SplittableRandom random = new SplittableRandom(5);
        for (int cols = 1; cols < 150; cols++) {
            int rows = random.nextInt(40);
            float scale = random.nextInt(5) / 3f;
            boolean accumulate = random.nextBoolean();
            float[] a = ReferenceKernels.randomNumbers(random, 2 + rows * cols);
            float[] start = ReferenceKernels.randomNumbers(random, 1 + cols + 3);
            ReferenceKernels.insertSpecialValues(random, a);
            float[] expected = start.clone();
            for (int j = 0; j < cols; j++) {
                float sum = accumulate ? start[1 + j] : 0f;
                for (int r = 0; r < rows; r++) {
                    sum = Math.fma(scale, a[2 + r * cols + j], sum);
                }
                expected[1 + j] = sum;
            }
            float[] actual = start.clone();
            float[] plain = start.clone();
            Kernels.sumRows(rows, cols, scale, a, 2, accumulate, actual, 1);
            ScalarLoops.sumRows(rows, cols, scale, a, 2, accumulate, plain, 1);
            String shape = rows + " x " + cols;
            ReferenceKernels.assertSameBits(expected, actual, () -> shape);
            ReferenceKernels.assertSameBits(expected, plain, () -> "plain " + shape);
        }
    }

    @Test
    void subtractReturnsWhetherEveryResultIsFinite() {
        SplittableRandom random = new SplittableRandom(6);
        float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int n = 0; n < 200; n++) {
            float[] theta = ReferenceKernels.randomNumbers(random, n + 9);
            float[] step = ReferenceKernels.randomNumbers(random, n + 9);
            step[0] = Float.NaN; // outside: must not matter
            step[n + 2] = Float.NaN;
            checkSubtract(theta, step, 2, n + 2, true);
            if (n > 0) {
                step[2 + random.nextInt(n)] = bad[n % bad.length];
                checkSubtract(theta, step, 2, n + 2, false);
            }
        }
        float[] large = {-Float.MAX_VALUE};
        checkSubtract(large, new float[] {Float.MAX_VALUE}, 0, 1, false);
    }

    private static void checkSubtract(float[] theta, float[] step, int from, int to, boolean finite) {
        float[] expected = theta.clone();
        for (int i = from; i < to; i++) {
            expected[i] -= step[i];
        }
        float[] actual = theta.clone();
        float[] plain = theta.clone();
        assertEquals(finite, Kernels.subtract(actual, step, from, to), "length " + (to - from));
        assertEquals(finite, ScalarLoops.subtract(plain, step, from, to), "plain, length " + (to - from));
        ReferenceKernels.assertSameBits(expected, actual, () -> "length " + (to - from));
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain, length " + (to - from));
    }

    @Test
    void dotHasSixteenPartialSumsAndAFixedTree() {
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 300; n++) {
            int from = random.nextInt(4);
            float[] a = ReferenceKernels.randomNumbers(random, from + n + 1);
            float[] b = ReferenceKernels.randomNumbers(random, from + n + 1);
            if (n % 9 == 8) {
                ReferenceKernels.insertSpecialValues(random, a);
            }
            double[] s = new double[16];
            for (int i = 0; i < n; i++) {
                s[i % 16] += (double) a[from + i] * b[from + i];
            }
            for (int half = 8; half > 0; half /= 2) {
                for (int l = 0; l < half; l++) {
                    s[l] += s[l + half];
                }
            }
            assertEquals(s[0], Kernels.dot(a, b, from, from + n), "length " + n);
            assertEquals(s[0], ScalarLoops.dot(a, b, from, from + n), "plain, length " + n);
        }
    }

    @Test
    void addEqualsTheScalarLoopAlsoOntoItself() {
        SplittableRandom random = new SplittableRandom(8);
        for (int n = 0; n < 150; n++) {
            float[] x = ReferenceKernels.randomNumbers(random, n + 3);
            float[] y = ReferenceKernels.randomNumbers(random, n + 5);
            float[] expected = y.clone();
            float[] twice = x.clone();
            for (int i = 0; i < n; i++) {
                expected[4 + i] = Math.fma(0.3f, x[1 + i], y[4 + i]);
                twice[1 + i] = Math.fma(0.3f, x[1 + i], x[1 + i]);
            }
            float[] actual = y.clone();
            float[] plain = y.clone();
            Kernels.add(0.3f, x, 1, actual, 4, n);
            ScalarLoops.add(0.3f, x, 1, plain, 4, n);
            Kernels.add(0.3f, x, 1, x, 1, n);
            int length = n;
            ReferenceKernels.assertSameBits(expected, actual, () -> "length " + length);
            ReferenceKernels.assertSameBits(expected, plain, () -> "plain, length " + length);
            ReferenceKernels.assertSameBits(twice, x, () -> "onto itself, length " + length);
        }
    }

    @Test
    void gatherCopiesTheRowsOfTheIndex() {
        float[] table = {0, 1, 2, 10, 11, 12, 20, 21, 22};
        float[] out = new float[7];
        Kernels.gather(table, 3, new int[] {9, 2, 0}, 1, 2, out);
        assertArrayEquals(new float[] {20, 21, 22, 0, 1, 2, 0}, out);
    }
}
