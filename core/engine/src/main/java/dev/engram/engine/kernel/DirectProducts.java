package dev.engram.engine.kernel;

import dev.engram.spi.Maths;

/**
 * The products without any preparation, for shapes whose preparation would cost more than the work. Eight elements of
 * a row are computed at a time, because a single chain of fma would wait four cycles for each of its links.
 */
final class DirectProducts {
    /** Up to this many multiplications, a product finishes before a vector product would have been set up. */
    static final int MAX_MULTIPLICATIONS = 128;

    private static final int CHAINS = 8;

    private DirectProducts() {}

    static void multiplyTransposedB(
            int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] bias, int biasOff, float[] c, int co) {
        for (int i = 0; i < m; i++) {
            for (int j = 0, ci = co + i * n; j < n; j++) {
                c[ci + j] = bias == null ? 0f : bias[biasOff + j];
            }
        }
        multiplyAdd(m, n, k, 1f, a, ao, k, 1, b, bo, k, 1, c, co);
    }

    static void multiply(int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] c, int co) {
        clear(c, co, m * n);
        multiplyAdd(m, n, k, 1f, a, ao, k, 1, b, bo, 1, n, c, co);
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
        if (!accumulate) {
            clear(c, co, m * n);
        }
        multiplyAdd(m, n, k, scale, a, ao, 1, m, b, bo, 1, n, c, co);
    }

    private static void clear(float[] c, int co, int length) {
        for (int i = co; i < co + length; i++) {
            c[i] = 0f;
        }
    }

    /**
     * {@code C += scale * A B}. Element (i, p) of A is at {@code ao + i * rowStride + p * stepA}, element (p, j)
     * of B at {@code bo + j * colStride + p * stepB}. A scale of 1 changes no bit.
     */
    private static void multiplyAdd(
            int m,
            int n,
            int k,
            float scale,
            float[] a,
            int ao,
            int rowStride,
            int stepA,
            float[] b,
            int bo,
            int colStride,
            int stepB,
            float[] c,
            int co) {
        for (int i = 0; i < m; i++) {
            int row = ao + i * rowStride;
            int ci = co + i * n;
            int j = 0;
            for (; n - j >= CHAINS; j += CHAINS, ci += CHAINS) {
                float c0 = c[ci];
                float c1 = c[ci + 1];
                float c2 = c[ci + 2];
                float c3 = c[ci + 3];
                float c4 = c[ci + 4];
                float c5 = c[ci + 5];
                float c6 = c[ci + 6];
                float c7 = c[ci + 7];
                int ai = row;
                int bi = bo + j * colStride;
                for (int p = 0; p < k; p++) {
                    float x = scale * a[ai];
                    c0 = Maths.fma(x, b[bi], c0);
                    c1 = Maths.fma(x, b[bi + colStride], c1);
                    c2 = Maths.fma(x, b[bi + 2 * colStride], c2);
                    c3 = Maths.fma(x, b[bi + 3 * colStride], c3);
                    c4 = Maths.fma(x, b[bi + 4 * colStride], c4);
                    c5 = Maths.fma(x, b[bi + 5 * colStride], c5);
                    c6 = Maths.fma(x, b[bi + 6 * colStride], c6);
                    c7 = Maths.fma(x, b[bi + 7 * colStride], c7);
                    ai += stepA;
                    bi += stepB;
                }
                c[ci] = c0;
                c[ci + 1] = c1;
                c[ci + 2] = c2;
                c[ci + 3] = c3;
                c[ci + 4] = c4;
                c[ci + 5] = c5;
                c[ci + 6] = c6;
                c[ci + 7] = c7;
            }
            for (; n - j >= 2; j += 2, ci += 2) {
                float c0 = c[ci];
                float c1 = c[ci + 1];
                int ai = row;
                int bi = bo + j * colStride;
                for (int p = 0; p < k; p++) {
                    float x = scale * a[ai];
                    c0 = Maths.fma(x, b[bi], c0);
                    c1 = Maths.fma(x, b[bi + colStride], c1);
                    ai += stepA;
                    bi += stepB;
                }
                c[ci] = c0;
                c[ci + 1] = c1;
            }
            if (j < n) {
                float sum = c[ci];
                int ai = row;
                int bi = bo + j * colStride;
                for (int p = 0; p < k; p++) {
                    sum = Maths.fma(scale * a[ai], b[bi], sum);
                    ai += stepA;
                    bi += stepB;
                }
                c[ci] = sum;
            }
        }
    }
}
