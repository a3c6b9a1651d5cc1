package dev.engram.engine.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecompositionsTest {
    private static final double ROUNDING = 1e-12;

    private final Decompositions decompositions = new Decompositions();

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

    /** A matrix of this rank plus a small multiple of the identity: most eigenvalues are nearly equal. */
    private static double[] ofRank(int rank, int n) {
        Random random = new Random(n);
        double[] a = new double[n * n];
        for (int k = 0; k < rank; k++) {
            double[] x = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n * n; i++) {
                a[i] += x[i / n] * x[i % n];
            }
        }
        for (int i = 0; i < n; i++) {
            a[i * n + i] += 1e-4;
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

    /** The rows of v are orthonormal, and a v = d v. */
    private void assertDecomposes(int n, double[] a) {
        double[] d = new double[n];
        double[] v = new double[n * n];
        decompositions.eigen(n, a.clone(), d, v);
        for (int i = 0; i < n; i++) {
            assertTrue(i == 0 || d[i] >= d[i - 1]);
            for (int j = 0; j < n; j++) {
                assertEquals(i == j ? 1 : 0, dot(v, i, v, j, n), 1e-13, "rows " + i + " and " + j);
                assertEquals(d[i] * v[i * n + j], dot(a, j, v, i, n), ROUNDING, "row " + i + ", column " + j);
            }
        }
        double[] again = new double[n * n];
        decompositions.compose(n, d, v, again);
        assertArrayEquals(a, again, ROUNDING, "composed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 24, 25, 40, 49, 65, 130, 200})
    void eigenvectorsAreOrthonormalRiseAndBelongToTheMatrix(int n) {
        assertDecomposes(n, symmetric(n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30, 64, 99})
    void nearlyEqualEigenvaluesHaveOrthonormalEigenvectors(int rank) {
        assertDecomposes(100, ofRank(rank, 100));
    }

    @Test
    void tridiagonalMatricesOfGluedBlocksAreDecomposed() {
        int n = 105; // five of Wilkinson's matrices of 21 rows: most eigenvalues are equal to 14 digits
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = Math.abs(i % 21 - 10);
            if (i > 0) {
                a[i * n + i - 1] = a[(i - 1) * n + i] = i % 21 == 0 ? 1e-8 : 1;
            }
        }
        assertDecomposes(n, a);
    }

    @Test
    void eigenvaluesOfTheSecondDifferenceAreThoseOfTheFormula() {
        int n = 150;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = 2;
            if (i > 0) {
                a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
            }
        }
        double[] d = new double[n];
        decompositions.eigen(n, a, d, new double[n * n]);
        for (int k = 1; k <= n; k++) {
            assertEquals(2 - 2 * Math.cos(k * Math.PI / (n + 1)), d[k - 1], 1e-14);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p400, 0x1p1000, 0x1p-900})
    void eigenvaluesAndBasesScaleWithTheMatrix(double c) {
        int n = 60;
        double[] a = symmetric(n);
        double[] d = new double[n];
        double[] scaled = new double[n];
        double[] v = new double[n * n];
        decompositions.eigen(n, a.clone(), d, v);
        decompositions.eigen(n, Arrays.stream(a).map(x -> x * c).toArray(), scaled, v);
        assertArrayEquals(Arrays.stream(d).map(x -> x * c).toArray(), scaled);
        double[] rows = a.clone();
        decompositions.orthonormalizeRows(n, rows);
        double[] same = Arrays.stream(a).map(x -> x * c).toArray();
        decompositions.orthonormalizeRows(n, same);
        assertArrayEquals(rows, same);
    }

    /** Their squares are subnormal or zero. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-150, 1e-158, 1e-170, Double.MIN_VALUE})
    void blocksOfTinyNumbersNextToOneAreDecomposed(double tiny) {
        int n = 6;
        double[] a = symmetric(n);
        for (int i = 0; i < n * n; i++) {
            a[i] = i % n == i / n ? 0 : tiny * a[i];
        }
        a[0] = 1;
        assertDecomposes(n, a);
    }

    @Test
    void eigenvaluesThatAreKnownByHand() {
        double[] d = new double[3];
        double[] v = new double[9];
        // The second difference: 2 - 2 cos(k pi / 4)
        decompositions.eigen(3, new double[] {2, -1, 0, -1, 2, -1, 0, -1, 2}, d, v);
        assertArrayEquals(new double[] {2 - Math.sqrt(2), 2, 2 + Math.sqrt(2)}, d, ROUNDING);
        decompositions.eigen(3, new double[] {5, 0, 0, 0, 5, 0, 0, 0, -1}, d, v);
        assertArrayEquals(new double[] {-1, 5, 5}, d, 0, "diagonal, with an eigenvalue twice");
        decompositions.eigen(3, new double[9], d, v);
        assertArrayEquals(new double[3], d, 0, "zero");
        decompositions.eigen(64, new double[64 * 64], new double[64], new double[64 * 64]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void numbersThatAreNotFiniteMakeTheResultsNaN(double x) {
        int n = 70;
        double[] a = symmetric(n);
        a[1] = a[n] = x;
        double[] d = new double[n];
        double[] v = new double[n * n];
        decompositions.eigen(n, a, d, v);
        assertTrue(Arrays.stream(d).allMatch(Double::isNaN));
        assertTrue(Arrays.stream(v).allMatch(Double::isNaN));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 32, 33, 40, 100})
    void rowsBecomeOrthonormalAndSpanTheFirstRows(int n) {
        double[] a = symmetric(n);
        double[] q = a.clone();
        decompositions.orthonormalizeRows(n, q);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertEquals(i == j ? 1 : 0, dot(q, i, q, j, n), 1e-13);
                if (i > j) {
                    assertEquals(0, dot(q, i, a, j, n), ROUNDING, "R = Q'A is upper triangular");
                }
            }
        }
    }

    @Test
    void stepsThatRunOutAreAnError() {
        double[] d = {1, 2, 3}, e = {1, 1, 0}, z = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        TridiagonalQr.diagonalize(0, 3, d.clone(), e.clone(), z.clone(), 3);
        String message = assertThrows(IllegalStateException.class, () -> TridiagonalQr.diagonalize(0, 3, d, e, z, 3, 1))
                .getMessage();
        assertTrue(message.startsWith("the eigenvalues 0 to "), message);
    }

    /** Compiled loops keep their vectors in registers, and working memory is reused. */
    @Test
    @Tag("uninstrumented")
    void nothingIsAllocatedOnceTheLoopsAreWarm() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        int n = 70;
        double[] a = symmetric(n);
        double[] work = new double[n * n];
        double[] d = new double[n];
        double[] v = new double[n * n];
        long bytes = -1;
        for (int round = 0; round < 400 && bytes != 0; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int t = 0; t < 20; t++) {
                System.arraycopy(a, 0, work, 0, n * n);
                decompositions.eigen(n, work, d, v);
                decompositions.orthonormalizeRows(n, v);
            }
            bytes = threads.getThreadAllocatedBytes(id) - before;
        }
        assertEquals(0, bytes);
    }
}
