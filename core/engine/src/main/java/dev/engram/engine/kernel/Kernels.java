package dev.engram.engine.kernel;

import dev.engram.engine.kernel.vector.VectorModule;

/**
 * Matrix products and the few loops in which training spends its time. Matrices are row-major and contiguous, and
 * begin at an offset. A result must not overlap an operand unless noted.
 */
public final class Kernels {
    /** Constant, so that C2 removes the branch and no class of a missing module is ever loaded. */
    private static final boolean VECTOR = VectorModule.PRESENT;

    private Kernels() {}

    /**
     * {@code C[m x n] = A[m x k] B[n x k]' + bias rows}: starts at bias[j] (+0 without bias), then fma in
     * increasing k.
     */
    public static void multiplyTransposedB(
            int m,
            int n,
            int k,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] bias,
            int biasOff,
            float[] c,
            int co,
            Workspace w) {
        multiplyTransposedB(m, n, k, a, ao, b, bo, bias, biasOff, c, co, n, w);
    }

    /** The same product for a part of a wider C, whose rows are {@code ldc} apart. */
    public static void multiplyTransposedB(
            int m,
            int n,
            int k,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] bias,
            int biasOff,
            float[] c,
            int co,
            int ldc,
            Workspace w) {
        if (VECTOR) {
            VectorProducts.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, biasOff, c, co, ldc, w);
        } else {
            ScalarProducts.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, biasOff, c, co, ldc, w);
        }
    }

    /** {@code C[m x n] = A[m x k] B[k x n]}: starts at +0, then fma in increasing k. */
    public static void multiply(
            int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] c, int co, Workspace w) {
        multiply(m, n, k, a, ao, b, bo, n, c, co, n, w);
    }

    /** The same product for columns of a wider B and a part of a wider C: the distances of their rows are given. */
    public static void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            Workspace w) {
        if (VECTOR) {
            VectorProducts.multiply(m, n, k, a, ao, b, bo, ldb, c, co, ldc, w);
        } else {
            ScalarProducts.multiply(m, n, k, a, ao, b, bo, ldb, c, co, ldc);
        }
    }

    /**
     * {@code C[m x n] = (accumulate ? C : +0) + scale A[k x m]' B[k x n]}: {@code c = fma(scale * A[p,i], B[p,j],
     * c)} for p increasing, where the product with the scale is rounded once.
     */
    public static void multiplyTransposedA(
            int m,
            int n,
            int k,
            float scale,
            float[] a,
            int ao,
            float[] b,
            int bo,
            boolean accumulate,
            float[] c,
            int co,
            Workspace w) {
        multiplyTransposedA(m, n, k, scale, a, ao, m, b, bo, n, accumulate, c, co, n, w);
    }

    /** The same product for parts of wider matrices: the distances of their rows are given. */
    public static void multiplyTransposedA(
            int m,
            int n,
            int k,
            float scale,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            boolean accumulate,
            float[] c,
            int co,
            int ldc,
            Workspace w) {
        if (VECTOR) {
            VectorProducts.multiplyTransposedA(m, n, k, scale, a, ao, lda, b, bo, ldb, accumulate, c, co, ldc, w);
        } else {
            ScalarProducts.multiplyTransposedA(m, n, k, scale, a, ao, lda, b, bo, ldb, accumulate, c, co, ldc);
        }
    }

    /** {@code out[j] = fma(scale, A[r,j], out[j])} for r increasing, from out[j] (accumulate) or from +0. */
    public static void sumRows(
            int rows, int cols, float scale, float[] a, int ao, boolean accumulate, float[] out, int oo) {
        if (VECTOR) {
            VectorLoops.sumRows(rows, cols, scale, a, ao, accumulate, out, oo);
        } else {
            ScalarLoops.sumRows(rows, cols, scale, a, ao, accumulate, out, oo);
        }
    }

    /** {@code theta[i] -= step[i]} for i in [from, to); returns whether every result is finite. */
    public static boolean subtract(float[] theta, float[] step, int from, int to) {
        return VECTOR ? VectorLoops.subtract(theta, step, from, to) : ScalarLoops.subtract(theta, step, from, to);
    }

    /**
     * Sum of {@code (double) a[i] * b[i]} over [from, to), in 16 partial sums by (i - from) mod 16, which are
     * then added in halves: s[l] + s[l + 8], then + 4, + 2, + 1.
     */
    public static double dot(float[] a, float[] b, int from, int to) {
        return VECTOR ? VectorLoops.dot(a, b, from, to) : ScalarLoops.dot(a, b, from, to);
    }

    /** {@code y[i] = fma(c, x[i], y[i])}; y may be x at the same offset. */
    public static void add(float c, float[] x, int xo, float[] y, int yo, int n) {
        if (VECTOR) {
            VectorLoops.add(c, x, xo, y, yo, n);
        } else {
            ScalarLoops.add(c, x, xo, y, yo, n);
        }
    }

    /** Row r of out is row {@code index[first + r]} of the table. */
    public static void gather(float[] table, int cols, int[] index, int first, int rows, float[] out) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(table, Math.multiplyExact(index[first + r], cols), out, r * cols, cols);
        }
    }
}
