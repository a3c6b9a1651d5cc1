package dev.engram.engine.kernel;

import java.util.Arrays;

/** The products without the Vector API: the innermost loops run over columns, which C2 vectorizes by itself. */
final class ScalarProducts {
    private ScalarProducts() {}

    static void multiplyTransposedB(
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
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS && ldc == n) {
            DirectProducts.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, biasOff, c, co);
            return;
        }
        float[] t = w.right(Math.multiplyExact(n, k));
        for (int j = 0; j < n; j++) {
            for (int p = 0, from = bo + j * k; p < k; p++) {
                t[p * n + j] = b[from + p];
            }
        }
        for (int i = 0; i < m; i++) {
            int ci = co + i * ldc;
            if (bias == null) {
                Arrays.fill(c, ci, ci + n, 0f);
            } else {
                System.arraycopy(bias, biasOff, c, ci, n);
            }
            ScalarLoops.addRows(n, k, 1f, a, ao + i * k, 1, t, 0, n, c, ci);
        }
    }

    static void multiply(
            int m, int n, int k, float[] a, int ao, float[] b, int bo, int ldb, float[] c, int co, int ldc) {
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS && ldb == n && ldc == n) {
            DirectProducts.multiply(m, n, k, a, ao, b, bo, c, co);
            return;
        }
        for (int i = 0; i < m; i++) {
            int ci = co + i * ldc;
            Arrays.fill(c, ci, ci + n, 0f);
            ScalarLoops.addRows(n, k, 1f, a, ao + i * k, 1, b, bo, ldb, c, ci);
        }
    }

    static void multiplyTransposedA(
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
            int ldc) {
        boolean whole = lda == m && ldb == n && ldc == n;
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS && whole) {
            DirectProducts.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, c, co);
            return;
        }
        for (int i = 0; i < m; i++) {
            int ci = co + i * ldc;
            if (!accumulate) {
                Arrays.fill(c, ci, ci + n, 0f);
            }
            ScalarLoops.addRows(n, k, scale, a, ao + i, lda, b, bo, ldb, c, ci);
        }
    }
}
