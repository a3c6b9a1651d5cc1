package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;
import static dev.engram.engine.kernel.VectorTiles.ROWS;
import static dev.engram.engine.kernel.VectorTiles.WIDTH;

/**
 * {@code C = start + A V} by tiles, for results with fewer than eight rows or less than a vector of columns. All
 * other products are a {@link BlockedProduct}. A is read in place, and usually V as well. The steps of one element of
 * C are in increasing order through all blocks, because a block continues from the values that the previous one
 * stored. An instance holds the operands of one call and is reused.
 */
final class TiledProduct {
    /**
     * Approximate steps of a block. A panel of this depth and 64 columns is 64 KB, which streams from the
     * second-level cache.
     */
    private static final int DEPTH = 256;
    /** Columns of a block. All its panels take a quarter of the second-level cache. */
    private static final int COLUMNS = 256;
    /** With at least this many rows, copying V into panels costs less than strided reads. */
    private static final int PACK_ROWS = 24;
    /** Up to this many numbers, V stays in the first-level cache even with strided reads: 24 of 32 KB. */
    private static final int L1_NUMBERS = 6144;

    private float[] panels = {};
    /** The columns of C that do not fill a vector, for one panel of rows; behind them, a row with which they start. */
    private final float[] edge = new float[(ROWS + 1) * LANES];

    private final RightPanels.Narrow narrowPanel = new RightPanels.Narrow();

    private final float[] square = new float[LANES * LANES];

    private int rows;
    private int depth;
    private float[] a;
    private int ao;
    private int rowStride;
    private int step;
    private float[] v;
    private int vo;
    private int ldv;
    private boolean packed;
    private float[] start;
    private int so;
    private int lds;
    private float[] c;
    private int co;
    private int ldc;

    /** Element (i, p) of A is at {@code offset + i * stride + p * step}. */
    TiledProduct left(float[] array, int offset, int stride, int step) {
        this.a = array;
        this.ao = offset;
        this.rowStride = stride;
        this.step = step;
        return this;
    }

    /** Row i of the start is at {@code offset + i * stride}. */
    TiledProduct start(float[] array, int offset, int stride) {
        this.start = array;
        this.so = offset;
        this.lds = stride;
        return this;
    }

    /**
     * Element (p, j) of V is at {@code offset + p * stride + j}, or at {@code offset + j * stride + p} if transposed.
     * Row i of C is at {@code co + i * ldc}.
     */
    void multiply(
            int rows,
            int cols,
            int depth,
            float[] right,
            int offset,
            int stride,
            boolean transposed,
            float[] c,
            int co,
            int ldc) {
        this.rows = rows;
        this.depth = depth;
        this.c = c;
        this.ldc = ldc;
        if (cols < LANES && cols == ldc && start != c) {
            narrow(cols, right, offset, stride, transposed, co);
            return;
        }
        float[] firstStart = start;
        int firstOffset = so;
        int firstStride = lds;
        packed = transposed || rows >= PACK_ROWS && (long) depth * cols > L1_NUMBERS;
        for (int j = 0; j < cols; j += COLUMNS) {
            int width = Math.min(COLUMNS, cols - j);
            this.co = co + j;
            start(firstStart, firstOffset + j, firstStride);
            int blocks = Math.max(1, (depth + DEPTH / 2) / DEPTH);
            for (int b = 0, p = 0; b < blocks; b++) {
                int steps = (depth - p) / (blocks - b);
                int from = transposed ? offset + j * stride + p : offset + p * stride + j;
                if (packed) {
                    v = panels(steps * (width + LANES));
                    vo = 0;
                    RightPanels.panels(steps, width, right, from, stride, transposed, v, square);
                } else {
                    v = right;
                    vo = from;
                    ldv = stride;
                }
                block(p, steps, width);
                start(c, this.co, ldc);
                p += steps;
            }
        }
    }

    /**
     * Fewer columns than lanes, as in most output layers. Whole vectors are stored: the surplus lanes fall on the
     * next rows, which are stored later. So there is one block of steps, and the last row is copied from the edge.
     */
    private void narrow(int cols, float[] right, int offset, int stride, boolean transposed, int co) {
        this.co = co;
        v = right;
        vo = offset;
        ldv = stride;
        packed = transposed || depth > 0 && offset + (depth - 1) * stride + LANES > right.length;
        if (transposed) {
            v = narrowPanel.of(cols, depth, right, offset, stride, square);
        } else if (packed) {
            v = panels(depth * LANES);
            RightPanels.panels(depth, cols, right, offset, stride, false, v, square);
        }
        if (packed) {
            vo = 0;
            ldv = LANES;
        }
        int i = 0;
        if (lds == 0) {
            System.arraycopy(start, so, edge, ROWS * LANES, cols);
            for (; (i + ROWS - 1) * cols + LANES <= rows * cols; i += ROWS) {
                narrowRows(i, c, co + i * cols, cols);
            }
        }
        for (; rows - i >= ROWS; i += ROWS) {
            if (lds == 0) {
                narrowRows(i, edge, 0, LANES);
                closeEdge(ROWS, cols, co + i * cols);
            } else {
                rowPanel(i, ao + i * rowStride, depth, cols);
            }
        }
        for (; i < rows; i++) {
            row(i, ao + i * rowStride, depth, cols);
        }
    }

    /** Computes {@link #ROWS} rows that start with the row behind the edge. */
    private void narrowRows(int i, float[] to, int at, int distance) {
        VectorTiles.rows4x1(
                depth, a, ao + i * rowStride, rowStride, step, v, vo, ldv, edge, ROWS * LANES, 0, to, at, distance);
    }

    /** Working memory of {@link Transpose}. */
    float[] square() {
        return square;
    }

    private float[] panels(int length) {
        return panels.length < length ? panels = new float[length] : panels;
    }

    private void block(int p, int steps, int width) {
        int i = 0;
        for (; rows - i >= ROWS; i += ROWS) {
            rowPanel(i, ao + i * rowStride + p * step, steps, width);
        }
        for (; i < rows; i++) {
            row(i, ao + i * rowStride + p * step, steps, width);
        }
    }

    private void rowPanel(int i, int ai, int steps, int width) {
        int s = so + i * lds;
        int t = co + i * ldc;
        int j = 0;
        if (WIDTH == 4) {
            for (; width - j >= 4 * LANES; j += 4 * LANES) {
                VectorTiles.rows4x4(
                        steps, a, ai, rowStride, step, v, at(steps, j), stride(4), start, s + j, lds, c, t + j, ldc);
            }
        }
        for (; width - j >= 2 * LANES; j += 2 * LANES) {
            VectorTiles.rows4x2(
                    steps, a, ai, rowStride, step, v, at(steps, j), stride(2), start, s + j, lds, c, t + j, ldc);
        }
        for (; width - j >= LANES; j += LANES) {
            VectorTiles.rows4x1(
                    steps, a, ai, rowStride, step, v, at(steps, j), stride(1), start, s + j, lds, c, t + j, ldc);
        }
        if (j < width) {
            openEdge(ROWS, width - j, s + j);
            float[] b = edgePanel(steps, j, width - j);
            boolean own = b == v;
            VectorTiles.rows4x1(
                    steps,
                    a,
                    ai,
                    rowStride,
                    step,
                    b,
                    own ? at(steps, j) : 0,
                    own ? stride(1) : LANES,
                    edge,
                    0,
                    LANES,
                    edge,
                    0,
                    LANES);
            closeEdge(ROWS, width - j, t + j);
        }
    }

    private void row(int i, int ai, int steps, int width) {
        int s = so + i * lds;
        int t = co + i * ldc;
        int j = 0;
        if (WIDTH == 4) {
            for (; width - j >= 4 * LANES; j += 4 * LANES) {
                VectorTiles.row1x4(steps, a, ai, step, v, at(steps, j), stride(4), start, s + j, c, t + j);
            }
        }
        for (; width - j >= 2 * LANES; j += 2 * LANES) {
            VectorTiles.row1x2(steps, a, ai, step, v, at(steps, j), stride(2), start, s + j, c, t + j);
        }
        for (; width - j >= LANES; j += LANES) {
            VectorTiles.row1x1(steps, a, ai, step, v, at(steps, j), stride(1), start, s + j, c, t + j);
        }
        if (j < width) {
            openEdge(1, width - j, s + j);
            float[] b = edgePanel(steps, j, width - j);
            boolean own = b == v;
            VectorTiles.row1x1(
                    steps, a, ai, step, b, own ? at(steps, j) : 0, own ? stride(1) : LANES, edge, 0, edge, 0);
            closeEdge(1, width - j, t + j);
        }
    }

    private int at(int steps, int j) {
        return packed ? steps * j : vo + j;
    }

    private int stride(int width) {
        return packed ? width * LANES : ldv;
    }

    /**
     * Returns the array of the columns that do not fill a vector: V itself if it continues behind them (the surplus
     * lanes are never stored), otherwise a copy.
     */
    private float[] edgePanel(int steps, int j, int cols) {
        if (packed || steps == 0 || vo + j + (steps - 1) * ldv + LANES <= v.length) {
            return v;
        }
        float[] copy = panels(steps * LANES);
        for (int p = 0; p < steps; p++) {
            for (int l = 0; l < cols; l++) {
                copy[p * LANES + l] = v[vo + j + p * ldv + l];
            }
        }
        return copy;
    }

    private void openEdge(int rows, int cols, int s) {
        for (int r = 0; r < rows; r++) {
            for (int l = 0; l < cols; l++) {
                edge[r * LANES + l] = start[s + r * lds + l];
            }
        }
    }

    private void closeEdge(int rows, int cols, int t) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(edge, r * LANES, c, t + r * ldc, cols);
        }
    }
}
