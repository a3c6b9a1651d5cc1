package dev.engram.engine.kernel.doubles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.kernel.vector.VectorModule;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Vector loops have the bits of scalar loops. */
class DoubleKernelsTest {
    private static final int[] SIZES = {1, 3, 7, 8, 9, 16, 23, 24, 25, 47, 100, 200, 400};

    private final SplittableRandom random = new SplittableRandom(3);

    @BeforeAll
    static void theVectorApiIsPresent() {
        assertEquals(true, VectorModule.PRESENT);
    }

    private double[] numbers(int n) {
        return random.doubles(n, -1, 1).toArray();
    }

    @Test
    void productsOfAnyShapeHaveTheBitsOfThreeLoops() {
        TiledDoubleProduct product = new TiledDoubleProduct();
        for (int t = 0; t < 60; t++) {
            int m = SIZES[random.nextInt(SIZES.length - 2)];
            int n = SIZES[random.nextInt(SIZES.length)];
            int k = SIZES[random.nextInt(SIZES.length - 1)];
            double[] a = numbers(5 + (m + 2) * (k + 2));
            double[] b = numbers(7 + (k + 2) * (n + 2));
            double[] c = numbers(3 + m * (n + 1));
            double[] expected = c.clone();
            int lda = t % 2 == 0 ? k + 2 : 1;
            int ca = t % 2 == 0 ? 1 : m + 2;
            int ldb = t % 3 == 0 ? n + 1 : 1;
            int cb = t % 3 == 0 ? 1 : k + 1;
            int sign = t % 5 == 0 ? -1 : 1;
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    for (int p = 0; p < k; p++) {
                        expected[3 + i * (n + 1) + j] += sign * a[5 + i * lda + p * ca] * b[7 + p * ldb + j * cb];
                    }
                }
            }
            double[] scalar = c.clone();
            ScalarDoubleLoops.multiplyAdd(m, n, k, sign, a, 5, lda, ca, b, 7, ldb, cb, scalar, 3, n + 1);
            product.multiplyAdd(m, n, k, sign, a, 5, lda, ca, b, 7, ldb, cb, c, 3, n + 1);
            String shape = m + "x" + n + "x" + k;
            assertArrayEquals(expected, scalar, 0, shape);
            assertArrayEquals(expected, c, 0, shape);
        }
    }

    @Test
    void rowsAddedByVectorsHaveTheBitsOfTheScalarLoop() {
        for (int rows : SIZES) {
            for (int n : SIZES) {
                double[] x = numbers(rows + 1);
                double[] a = numbers(rows * (n + 3) + 2);
                double[] y = numbers(n + 4);
                double[] expected = y.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < n; j++) {
                        expected[4 + j] += x[1 + i] * a[2 + i * (n + 3) + j];
                    }
                }
                double[] scalar = y.clone();
                ScalarDoubleLoops.addRows(rows, n, x, 1, a, 2, n + 3, scalar, 4);
                VectorDoubleLoops.addRows(rows, n, x, 1, a, 2, n + 3, y, 4);
                assertArrayEquals(expected, scalar, 0);
                assertArrayEquals(expected, y, 0);
            }
        }
    }

    @Test
    void sumsByVectorsHaveTheBitsOfEightPartialSums() {
        for (int n : SIZES) {
            double[] a = numbers(n + 2);
            double[] b = numbers(n + 2);
            double[] s = new double[8];
            for (int i = 0; i < n; i++) {
                s[i % 8] += a[2 + i] * b[1 + i];
            }
            assertEquals(halves(s, 0), ScalarDoubleLoops.dot(n, a, 2, b, 1));
            assertEquals(halves(s, 0), VectorDoubleLoops.dot(n, a, 2, b, 1));
        }
    }

    @Test
    void sumsOverPolesByVectorsHaveTheBitsOfEightPartialSums() {
        for (int n = 8; n < 100; n += 8) {
            double[] w = numbers(n);
            double[] p = numbers(n);
            double[] t = new double[24];
            for (int i = 0; i < n; i++) {
                double r = 1 / (p[i] - 0.3);
                t[i % 8] += w[i] * r;
                t[8 + i % 8] += w[i] * r * r;
                t[16 + i % 8] += Math.abs(w[i] * r);
            }
            double[] scalar = new double[24];
            double[] vector = new double[24];
            ScalarDoubleLoops.poleSums(n, w, p, 0.3, scalar);
            VectorDoubleLoops.poleSums(n, w, p, 0.3, vector);
            for (int k = 0; k < 3; k++) {
                assertEquals(halves(t, 8 * k), scalar[k]);
                assertEquals(halves(t, 8 * k), vector[k]);
            }
        }
    }

    private static double halves(double[] s, int from) {
        double[] t = s.clone();
        for (int half = 4; half > 0; half /= 2) {
            for (int l = from; l < from + half; l++) {
                t[l] += t[l + half];
            }
        }
        return t[from];
    }
}
