package dev.engram.engine.kernel;

import dev.engram.spi.Maths;
import java.util.Arrays;

/**
 * Sums over a range of an array with a fixed order: 16 partial sums by the place modulo 16, each of which starts at -0
 * (which changes no number that is added to it), are added in halves: s[l] + s[l + 8], then + 4, + 2, + 1. An instance
 * is the working memory.
 */
final class PositionSums {
    /** The number of partial sums. It determines the results, so it must never change. */
    private static final int WIDTH = 16;

    /** The most rows that are added at a time: whole vectors. */
    static final int ROWS = 16;

    private final boolean vector;
    private final float[] s = new float[WIDTH];
    private final float[] sums = new float[ROWS];
    /** The partial sums of each row, and in the transposed copy those of all rows with the same place. */
    private final float[] partial = new float[ROWS * WIDTH];

    private final float[] transposed;
    private final float[] square;

    PositionSums(boolean vector) {
        this.vector = vector;
        transposed = new float[vector ? WIDTH * ROWS : 0];
        square = new float[vector ? VectorTiles.LANES * VectorTiles.LANES : 0];
    }

    /** The sum of x[i]. */
    float sum(float[] x, int from, int n) {
        if (n == 1) {
            return x[from];
        }
        int i = start(n);
        if (vector && i > 0) {
            VectorLoops.addBlocks(x, from, i, s);
        } else {
            addBlocks(x, from, i);
        }
        for (int l = 0; i < n; i++, l++) {
            s[l] += x[from + i];
        }
        return tree();
    }

    private void addBlocks(float[] x, int from, int n) {
        for (int i = from; i < from + n; i += WIDTH) {
            for (int l = 0; l < WIDTH; l++) {
                s[l] += x[i + l];
            }
        }
    }

    /**
     * The sums of at most {@link #ROWS} rows of n numbers, one row behind the other. The result is valid until the next
     * call.
     */
    float[] rows(int rows, float[] x, int from, int n) {
        if (!vector || n < WIDTH) {
            for (int r = 0; r < rows; r++) {
                sums[r] = sum(x, from + r * n, n);
            }
            return sums;
        }
        VectorLoops.addBlocksOfRows(rows, x, from, n, partial);
        int whole = n / WIDTH * WIDTH;
        for (int r = 0; r < rows && whole < n; r++) {
            for (int i = whole, at = r * WIDTH; i < n; i++, at++) {
                partial[at] += x[from + r * n + i];
            }
        }
        if (VectorTiles.LANES == ROWS) {
            VectorTranspose.sumRows16(partial, square, sums);
            return sums;
        }
        for (int r = 0; r < rows; r += VectorTiles.LANES) {
            int real = Math.min(VectorTiles.LANES, rows - r);
            Transpose.panel(WIDTH, real, partial, r * WIDTH, WIDTH, transposed, r, ROWS, square);
            VectorLoops.addTree(transposed, r, ROWS, sums, r);
        }
        return sums;
    }

    /** The sum of the squares of x[i] - mean, by fma. */
    float squares(float[] x, int from, int n, float mean) {
        int i = start(n);
        if (vector && i > 0) {
            VectorLoops.addSquares(x, from, i, mean, s);
        } else {
            addSquares(x, from, i, mean);
        }
        for (int l = 0; i < n; i++, l++) {
            float e = x[from + i] - mean;
            s[l] = Maths.fma(e, e, s[l]);
        }
        return tree();
    }

    private void addSquares(float[] x, int from, int n, float mean) {
        for (int i = from; i < from + n; i += WIDTH) {
            for (int l = 0; l < WIDTH; l++) {
                float e = x[i + l] - mean;
                s[l] = Maths.fma(e, e, s[l]);
            }
        }
    }

    /** The sum of x[i] * y[i], by fma. */
    float products(float[] x, int from, float[] y, int yo, int n) {
        int i = start(n);
        if (vector && i > 0) {
            VectorLoops.addProducts(x, from, y, yo, i, s);
        } else {
            addProducts(x, from, y, yo, i);
        }
        for (int l = 0; i < n; i++, l++) {
            s[l] = Maths.fma(x[from + i], y[yo + i], s[l]);
        }
        return tree();
    }

    private void addProducts(float[] x, int from, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            for (int l = 0; l < WIDTH; l++) {
                s[l] = Maths.fma(x[from + i + l], y[yo + i + l], s[l]);
            }
        }
    }

    /** Clears the partial sums and returns the numbers that form whole blocks. */
    private int start(int n) {
        Arrays.fill(s, -0f);
        return n / WIDTH * WIDTH;
    }

    private float tree() {
        float even = ((s[0] + s[8]) + (s[4] + s[12])) + ((s[2] + s[10]) + (s[6] + s[14]));
        float odd = ((s[1] + s[9]) + (s[5] + s[13])) + ((s[3] + s[11]) + (s[7] + s[15]));
        return even + odd;
    }
}
