package dev.engram.engine.kernel.doubles;

import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.engine.kernel.vector.VectorWarmUp;

/**
 * The loops in which decompositions spend their time. A matrix is an array, the index of its first number, and the
 * distance between two rows (and, where it is given, between two columns). A result must not overlap an operand.
 */
public final class DoubleKernels {
    /** A multiply-add takes about 0.5 ns in scalar loops and 0.05 in tiles, so this many lose half a second. */
    private static final VectorWarmUp WARM_UP = new VectorWarmUp(1_000_000_000);

    private DoubleKernels() {}

    private static boolean vector(long multiplyAdds) {
        return VectorModule.PRESENT && WARM_UP.isComplete((int) Math.min(multiplyAdds, Integer.MAX_VALUE));
    }

    /**
     * {@code C[m x n] += sign A[m x k] B[k x n]}: {@code c += (sign * A[i,p]) * B[p,j]} for p increasing.
     *
     * @param sign 1 or -1
     * @param lda the distance between two rows of A
     * @param ca the distance between two columns of A; in A', the two distances are exchanged
     */
    public static void multiplyAdd(
            int m,
            int n,
            int k,
            double sign,
            double[] a,
            int ao,
            int lda,
            int ca,
            double[] b,
            int bo,
            int ldb,
            int cb,
            double[] c,
            int co,
            int ldc,
            DoubleProduct w) {
        if (vector((long) m * n * k)) {
            w.tiled().multiplyAdd(m, n, k, sign, a, ao, lda, ca, b, bo, ldb, cb, c, co, ldc);
        } else {
            ScalarDoubleLoops.multiplyAdd(m, n, k, sign, a, ao, lda, ca, b, bo, ldb, cb, c, co, ldc);
        }
    }

    /** {@code y[j] += x[i] * A[i,j]} for i increasing: y is a row of n numbers, A has {@code rows} rows. */
    public static void addRows(int rows, int n, double[] x, int xo, double[] a, int ao, int lda, double[] y, int yo) {
        if (vector((long) rows * n)) {
            VectorDoubleLoops.addRows(rows, n, x, xo, a, ao, lda, y, yo);
        } else {
            ScalarDoubleLoops.addRows(rows, n, x, xo, a, ao, lda, y, yo);
        }
    }

    /** {@code y[i] += c * x[i]}. */
    public static void add(int n, double c, double[] x, int xo, double[] y, int yo) {
        if (vector(n)) {
            VectorDoubleLoops.add(n, c, x, xo, y, yo);
        } else {
            ScalarDoubleLoops.add(n, c, x, xo, y, yo);
        }
    }

    /**
     * Sum of {@code a[i] * b[i]}, in eight partial sums by i mod 8, which are then added in halves: s[l] + s[l + 4],
     * then + 2, + 1.
     */
    public static double dot(int n, double[] a, int ao, double[] b, int bo) {
        return vector(n) ? VectorDoubleLoops.dot(n, a, ao, b, bo) : ScalarDoubleLoops.dot(n, a, ao, b, bo);
    }

    /**
     * Sums of {@code t = w[i] * r}, of {@code t * r} and of {@code |t|} with {@code r = 1 / (p[i] - x)}, in eight
     * partial sums by i mod 8, as in {@link #dot}: a rational function with these poles and weights, its derivative,
     * and the size of its terms.
     *
     * @param n a multiple of 8
     * @param sums of at least 24 numbers; its first three receive the sums
     */
    public static void poleSums(int n, double[] w, double[] p, double x, double[] sums) {
        if (vector(4L * n)) {
            VectorDoubleLoops.poleSums(n, w, p, x, sums);
        } else {
            ScalarDoubleLoops.poleSums(n, w, p, x, sums);
        }
    }
}
