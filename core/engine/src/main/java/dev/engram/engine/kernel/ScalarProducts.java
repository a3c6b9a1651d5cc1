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
            Workspace w) {
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS) {
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
            if (bias == null) {
                Arrays.fill(c, co + i * n, co + i * n + n, 0f);
            } else {
                System.arraycopy(bias, biasOff, c, co + i * n, n);
            }
            ScalarLoops.addRows(n, k, 1f, a, ao + i * k, 1, t, 0, c, co + i * n);
        }
    }

    static void multiply(int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] c, int co) {
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS) {
            DirectProducts.multiply(m, n, k, a, ao, b, bo, c, co);
            return;
        }
        for (int i = 0; i < m; i++) {
            Arrays.fill(c, co + i * n, co + i * n + n, 0f);
            ScalarLoops.addRows(n, k, 1f, a, ao + i * k, 1, b, bo, c, co + i * n);
        }
    }

    static void multiplyTransposedA(
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
            int co) {
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS) {
            DirectProducts.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, c, co);
            return;
        }
        for (int i = 0; i < m; i++) {
            int ci = co + i * n;
            if (!accumulate) {
                Arrays.fill(c, ci, ci + n, 0f);
            }
            ScalarLoops.addRows(n, k, scale, a, ao + i, m, b, bo, c, ci);
        }
    }
}
