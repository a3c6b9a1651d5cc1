package dev.engram.engine.kernel.sums;

import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.spi.Maths;

/**
 * The inner products of several arrays with two others. The sums are divided into 16 parts by (i - from) mod 16, and
 * into blocks of 2,048 indices. A part of a block is summed in single precision, with fused multiply-add in the order
 * of the indices; the parts of all blocks are added in double precision. The last (to - from) mod 16 products are
 * exact. At the end, the 16 parts are added in halves: s[l] + s[l + 8], then + 4, + 2, + 1.
 *
 * <p>An object holds memory for partial sums, and serves one thread at a time.
 */
public final class InnerProducts {
    /** Number of partial sums. */
    static final int WIDTH = 16;
    /** Indices whose products are summed in single precision: 128 for each partial sum. */
    static final int BLOCK = 2048;

    private VectorInnerProducts vectors;

    /**
     * Overwrites {@code sums[2 k]} with the sum of {@code a[k][i] * x[i]} over [from, to), and {@code sums[2 k + 1]}
     * with that of {@code a[k][i] * y[i]}.
     */
    public void compute(float[][] a, float[] x, float[] y, int from, int to, double[] sums) {
        if (VectorModule.PRESENT && to - from >= 4 * WIDTH) {
            if (vectors == null) {
                vectors = new VectorInnerProducts();
            }
            vectors.compute(a, x, y, from, to, sums);
        } else {
            computePlainly(a, x, y, from, to, sums);
        }
    }

    /** The same sums in scalar loops. */
    static void computePlainly(float[][] a, float[] x, float[] y, int from, int to, double[] sums) {
        for (int k = 0; k < a.length; k++) {
            sums[2 * k] = sum(a[k], x, from, to, 0, 1);
            sums[2 * k + 1] = sum(a[k], y, from, to, 0, 1);
        }
    }

    /** Returns the sum of the parts l, l + distance, l + 2 distance and so on. */
    private static double sum(float[] a, float[] b, int from, int to, int l, int distance) {
        return distance == WIDTH
                ? part(a, b, from, to, l)
                : sum(a, b, from, to, l, 2 * distance) + sum(a, b, from, to, l + distance, 2 * distance);
    }

    private static double part(float[] a, float[] b, int from, int to, int l) {
        int whole = to - (to - from) % WIDTH;
        double total = 0;
        for (int block = from; block < whole; block += BLOCK) {
            float sum = 0;
            for (int i = block + l, end = Math.min(block + BLOCK, whole); i < end; i += WIDTH) {
                sum = Maths.fma(a[i], b[i], sum);
            }
            total += sum;
        }
        return whole + l < to ? total + (double) a[whole + l] * b[whole + l] : total;
    }
}
