package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

import java.util.Arrays;

/**
 * The products in the Vector API, reduced to one form: a left operand whose elements are broadcast one by one, and a
 * right operand that is read as vectors, so that its rows must run along the columns of the result.
 */
final class VectorProducts {
    /**
     * With at least this many rows and a whole vector of columns, copying the left operand costs less than strided
     * reads.
     */
    private static final int BLOCKED_ROWS = 8;

    /** Rows of a transposed result that are computed before they are copied, while they are in the cache. */
    private static final int RESULT_ROWS = 128;

    private VectorProducts() {}

    private static boolean blocked(int rows, int cols) {
        return rows >= BLOCKED_ROWS && cols >= LANES;
    }

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
        if (blocked(n, m) && (long) m * k + 2L * m * n < (long) n * k) {
            multiplyTransposedResult(m, n, k, a, ao, b, bo, bias, biasOff, c, co, ldc, w);
            return;
        }
        float[] start = bias == null ? w.zeros(n) : bias;
        int so = bias == null ? 0 : biasOff;
        if (blocked(m, n)) {
            BlockedProduct p = w.blocked();
            p.left().rows(a, ao, k);
            p.right().set(b, bo, k, true);
            p.start(start, so, 0).multiply(m, n, k, c, co, ldc);
        } else {
            w.tiled().left(a, ao, k, 1).start(start, so, 0).multiply(m, n, k, b, bo, k, true, c, co, ldc);
        }
    }

    /**
     * Computes C' = B A', some rows at a time if the copy of A can be kept for all of them. For a B that is larger than
     * A and C, transposing A and the result costs less than transposing B.
     */
    private static void multiplyTransposedResult(
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
        int some = (long) m * k <= BlockedProduct.PACKED_NUMBERS ? RESULT_ROWS : n;
        float[] t = w.result(Math.multiplyExact(m, Math.min(n, 2 * some - 1)));
        BlockedProduct p = w.blocked();
        p.right().set(a, ao, k, true);
        for (int i = 0, height; i < n; i += height) {
            height = n - i < 2 * some ? n - i : some;
            for (int j = 0; j < height; j++) {
                Arrays.fill(t, j * m, j * m + m, bias == null ? 0f : bias[biasOff + i + j]);
            }
            p.left().rows(b, bo + i * k, k);
            p.start(t, 0, m).multiply(height, m, k, t, 0, m);
            Transpose.copy(height, m, t, 0, m, c, co + i, ldc, p.right().square());
        }
    }

    static void multiply(
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
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS && ldb == n && ldc == n) {
            DirectProducts.multiply(m, n, k, a, ao, b, bo, c, co);
        } else if (blocked(m, n)) {
            BlockedProduct p = w.blocked();
            p.left().rows(a, ao, k);
            p.right().set(b, bo, ldb, false);
            p.start(w.zeros(n), 0, 0).multiply(m, n, k, c, co, ldc);
        } else {
            w.tiled().left(a, ao, k, 1).start(w.zeros(n), 0, 0).multiply(m, n, k, b, bo, ldb, false, c, co, ldc);
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
            int ldc,
            Workspace w) {
        boolean whole = lda == m && ldb == n && ldc == n;
        if ((long) m * n * k <= DirectProducts.MAX_MULTIPLICATIONS && whole) {
            DirectProducts.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, c, co);
            return;
        }
        float[] start = accumulate ? c : w.zeros(n);
        int so = accumulate ? co : 0;
        int lds = accumulate ? ldc : 0;
        if (blocked(m, n)) {
            BlockedProduct p = w.blocked();
            p.left().transposed(a, ao, lda, scale);
            p.right().set(b, bo, ldb, false);
            p.start(start, so, lds).multiply(m, n, k, c, co, ldc);
            return;
        }
        TiledProduct tiled = w.tiled();
        if (scale == 1) {
            tiled.left(a, ao, 1, lda);
        } else {
            tiled.left(scaled(m, k, scale, a, ao, lda, w), 0, 1, m);
        }
        tiled.start(start, so, lds).multiply(m, n, k, b, bo, ldb, false, c, co, ldc);
    }

    private static float[] scaled(int m, int k, float scale, float[] a, int ao, int lda, Workspace w) {
        float[] scaled = w.left(Math.multiplyExact(m, k));
        if (lda == m) {
            VectorLoops.scale(scale, a, ao, scaled, 0, m * k);
            return scaled;
        }
        for (int p = 0, to = 0; p < k; p++) {
            for (int from = ao + p * lda, end = from + m; from < end; from++) {
                scaled[to++] = scale * a[from];
            }
        }
        return scaled;
    }
}
