package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecompositionTest {
    private static final double ROUNDING = 1e-12;

    private static double[] symmetric(int n) {
        Random random = new Random(n);
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * n + j] = a[j * n + i] = random.nextGaussian();
            }
        }
        return a;
    }

    private static double dot(double[] a, int row, double[] b, int other, int n) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += a[row * n + k] * b[other * n + k];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 40})
    void eigenvectorsAreOrthonormalRiseAndPutTheMatrixTogetherAgain(int n) {
        double[] a = symmetric(n), d = new double[n], v = new double[n * n];
        Decomposition.eigen(n, a.clone(), d, v, new double[4 * n]);
        for (int i = 0; i < n; i++) {
            assertTrue(i == 0 || d[i] >= d[i - 1]);
            for (int j = 0; j < n; j++) {
                assertEquals(i == j ? 1 : 0, dot(v, i, v, j, n), ROUNDING);
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += d[k] * v[k * n + i] * v[k * n + j];
                }
                assertEquals(a[i * n + j], sum, ROUNDING * n);
            }
        }
    }

    @Test
    void eigenvaluesThatAreKnownByHand() {
        double[] d = new double[3], v = new double[9];
        // The second difference: 2 - 2 cos(k pi / 4)
        Decomposition.eigen(3, new double[] {2, -1, 0, -1, 2, -1, 0, -1, 2}, d, v, new double[12]);
        assertArrayEquals(new double[] {2 - Math.sqrt(2), 2, 2 + Math.sqrt(2)}, d, ROUNDING);
        Decomposition.eigen(3, new double[] {5, 0, 0, 0, 5, 0, 0, 0, -1}, d, v, new double[12]);
        assertArrayEquals(new double[] {-1, 5, 5}, d, 0, "diagonal, with an eigenvalue twice");
        Decomposition.eigen(3, new double[9], d, v, new double[12]);
        assertArrayEquals(new double[3], d, 0, "zero");
    }

    @Test
    void notANumberEndsToo() {
        double[] d = new double[4], a = symmetric(4);
        a[1] = a[4] = Double.NaN;
        Decomposition.eigen(4, a, d, new double[16], new double[16]);
        assertTrue(Double.isNaN(d[0]) || Double.isNaN(d[3]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 40})
    void basesAreOrthonormalAndSpanTheFirstColumns(int n) {
        double[] a = symmetric(n), q = a.clone();
        Decomposition.orthonormalise(n, q, new double[n * n], new double[4 * n]);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double both = 0, below = 0;
                for (int k = 0; k < n; k++) {
                    both += q[k * n + i] * q[k * n + j];
                    below += q[k * n + i] * a[k * n + j];
                }
                assertEquals(i == j ? 1 : 0, both, ROUNDING);
                if (i > j) {
                    assertEquals(0, below, ROUNDING * n, "R = Q'A is upper triangular");
                }
            }
        }
    }
}
