package dev.engram.engine.kernel.doubles;

import static dev.engram.engine.kernel.doubles.DoubleTiles.LANES;
import static dev.engram.engine.kernel.doubles.DoubleTiles.PANEL_ROWS;

/**
 * Products in double precision from copied panels of both operands (Goto and van de Geijn 2008), with their working
 * memory. Each block of steps continues from the values that the one before has stored, so that blocks change no bit.
 * An instance is used by one thread.
 */
final class TiledDoubleProduct {
    /** Steps of a block. A panel of 24 columns takes 37 KB. */
    private static final int DEPTH = 192;
    /** Rows of a block: 147 KB, in the second-level cache. */
    private static final int HEIGHT = 96;
    /** Columns of a block: 590 KB, in the second-level cache. */
    private static final int WIDTH = 384;

    /** 24 accumulators spill in the 16 registers of AVX2, whose vectors have four lanes. */
    private static final boolean TALL = LANES != 4;

    private static final int VECTORS = TALL ? 3 : 2;
    private static final int EDGE = VECTORS * LANES;

    /** Panels of {@link DoubleTiles#PANEL_ROWS} rows of A, step by step; missing rows are 0. */
    private final double[] left = new double[HEIGHT * DEPTH];
    /** Panels of up to {@link #VECTORS} vectors of columns of B, step by step; missing columns are 0. */
    private double[] right = new double[0];
    /** A tile of which only a part belongs to C. */
    private final double[] edge = new double[PANEL_ROWS * EDGE];

    void multiplyAdd(
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
            int ldc) {
        reserve(Math.min(n, WIDTH), Math.min(k, DEPTH));
        for (int j = 0; j < n; j += WIDTH) {
            int width = Math.min(WIDTH, n - j);
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                copyRight(depth, width, b, bo + p * ldb + j * cb, ldb, cb);
                for (int i = 0; i < m; i += HEIGHT) {
                    int height = Math.min(HEIGHT, m - i);
                    copyLeft(height, depth, sign, a, ao + i * lda + p * ca, lda, ca);
                    block(height, width, depth, c, co + i * ldc + j, ldc);
                }
            }
        }
    }

    private void reserve(int width, int depth) {
        int numbers = (width + LANES - 1) / LANES * LANES * depth;
        if (right.length < numbers) {
            right = new double[numbers];
        }
    }

    private static int vectors(int columns) {
        return Math.min(VECTORS, (columns + LANES - 1) / LANES);
    }

    private void copyRight(int depth, int width, double[] b, int bo, int ldb, int cb) {
        for (int j = 0, to = 0; j < width; ) {
            int wide = vectors(width - j) * LANES;
            int real = Math.min(wide, width - j);
            for (int p = 0; p < depth; p++, to += wide) {
                int from = bo + p * ldb + j * cb;
                if (cb == 1) {
                    System.arraycopy(b, from, right, to, real);
                } else {
                    for (int l = 0, q = from; l < real; l++, q += cb) {
                        right[to + l] = b[q];
                    }
                }
                for (int l = real; l < wide; l++) {
                    right[to + l] = 0;
                }
            }
            j += wide;
        }
    }

    private void copyLeft(int height, int depth, double sign, double[] a, int ao, int lda, int ca) {
        for (int i = 0, to = 0; i < height; i += PANEL_ROWS, to += PANEL_ROWS * depth) {
            int real = Math.min(PANEL_ROWS, height - i);
            for (int r = 0; r < PANEL_ROWS; r++) {
                copyRow(depth, r < real ? sign : 0, a, ao + (i + Math.min(r, real - 1)) * lda, ca, to + r);
            }
        }
    }

    private void copyRow(int depth, double sign, double[] a, int ao, int ca, int to) {
        for (int p = 0, from = ao, t = to; p < depth; p++, from += ca, t += PANEL_ROWS) {
            left[t] = sign * a[from];
        }
    }

    private void block(int height, int width, int depth, double[] c, int co, int ldc) {
        for (int j = 0; j < width; ) {
            int vectors = vectors(width - j);
            int real = Math.min(vectors * LANES, width - j);
            for (int i = 0; i < height; i += PANEL_ROWS) {
                int rows = Math.min(PANEL_ROWS, height - i);
                int at = co + i * ldc + j;
                if (rows == PANEL_ROWS && real == vectors * LANES) {
                    tile(vectors, depth, i * depth, j * depth, c, at, ldc);
                } else {
                    copy(rows, real, c, at, ldc, edge, 0, EDGE);
                    tile(vectors, depth, i * depth, j * depth, edge, 0, EDGE);
                    copy(rows, real, edge, 0, EDGE, c, at, ldc);
                }
            }
            j += vectors * LANES;
        }
    }

    private static void copy(int rows, int cols, double[] from, int fo, int ldf, double[] to, int at, int ldt) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, fo + r * ldf, to, at + r * ldt, cols);
        }
    }

    private void tile(int vectors, int depth, int ao, int bo, double[] c, int at, int ldc) {
        double[] a = left;
        double[] b = right;
        int ldb = vectors * LANES;
        if (TALL) {
            switch (vectors) {
                case 3 -> DoubleTiles.rows8x3(c, at, ldc, depth, a, ao, b, bo, ldb, c, at, ldc);
                case 2 -> DoubleTiles.rows8x2(c, at, ldc, depth, a, ao, b, bo, ldb, c, at, ldc);
                default -> DoubleTiles.rows8x1(c, at, ldc, depth, a, ao, b, bo, ldb, c, at, ldc);
            }
        } else {
            int half = PANEL_ROWS / 2;
            for (int r = 0; r < PANEL_ROWS; r += half) {
                int t = at + r * ldc;
                if (vectors == 2) {
                    DoubleTiles.rows4x2(c, t, ldc, depth, a, ao + r, b, bo, ldb, c, t, ldc);
                } else {
                    DoubleTiles.rows4x1(c, t, ldc, depth, a, ao + r, b, bo, ldb, c, t, ldc);
                }
            }
        }
    }
}
