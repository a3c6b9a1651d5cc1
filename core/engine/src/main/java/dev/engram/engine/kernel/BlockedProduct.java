package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

/**
 * {@code C = start + A V} for shapes that are worth a copy of both operands: V in panels of columns, which stay in
 * the first-level cache for all rows, and A in panels of rows, which stream from the second-level cache. The steps of
 * one element of C are in increasing order through all blocks, because a block continues from the values that the
 * previous one stored. An instance holds the operands of one call and is reused.
 */
final class BlockedProduct {
    /**
     * The most steps of a block. A panel of 48 columns takes 66 KB and streams from the second-level cache, which costs
     * less than to load and store C after every 200 steps: a step of 784-2048-2048-10 takes 2% less time (AMD Zen 4).
     */
    private static final int DEPTH = 344;
    /**
     * Approximate columns of a block. The left operand is copied once for each. The panels of a block take up to 4 MB;
     * each of them is fetched once for all rows of a block.
     */
    private static final int COLUMNS = 2048;
    /**
     * The numbers of the blocks of steps that are copied before the rows are processed: four megabytes. A block of rows
     * of C can then stay in the second-level cache through all these steps. A weight gradient of 2048 x 784 x 256
     * after other work takes 6.4 instead of 7.4 ms (Intel Xeon).
     */
    static final int PACKED_NUMBERS = 1_048_576;
    /** Approximate rows of a block: 170 KB, which stay in the second-level cache for all panels. */
    private static final int HEIGHT = 128;
    /** Up to this many numbers, V is read in place: 24 KB stay in the first-level cache even with strided reads. */
    private static final int L1_NUMBERS = 6144;
    /** Up to this many rows, the limit for V is {@link #L2_NUMBERS}. */
    private static final int FEW_ROWS = 160;
    /** Half a megabyte, in the second-level cache. */
    private static final int L2_NUMBERS = 131_072;

    private static final boolean TALL = RightPanels.WIDEST == 3;
    private static final int TILE = TALL ? 8 : 4;
    private static final int EDGE = RightPanels.WIDEST * LANES;

    private final LeftPanels left = new LeftPanels();
    private final RightPanels right = new RightPanels();
    /** A tile of which only a part belongs to C. */
    private final float[] edge = new float[TILE * EDGE];

    private int depth;
    private int depthBlocks;
    private int steps;
    private float[] start;
    private int so;
    private int lds;
    private float[] c;
    private int co;
    private int ldc;

    /** The left operand, to be set before each call. */
    LeftPanels left() {
        return left;
    }

    /** The right operand, to be set before each call. */
    RightPanels right() {
        return right;
    }

    /** Row i of the start is at {@code offset + i * stride}; it may be C itself. */
    BlockedProduct start(float[] array, int offset, int stride) {
        this.start = array;
        this.so = offset;
        this.lds = stride;
        return this;
    }

    /** Writes C, which is {@code rows x cols}; row i begins at {@code offset + i * stride}. */
    void multiply(int rows, int cols, int depth, float[] c, int offset, int stride) {
        this.depth = depth;
        this.c = c;
        this.ldc = stride;
        float[] first = start;
        int firstOffset = so;
        int firstStride = lds;
        boolean whole =
                right.readableInPlace(cols) && (long) depth * cols <= (rows <= FEW_ROWS ? L2_NUMBERS : L1_NUMBERS);
        int columnBlocks = whole ? 1 : blocks(cols, COLUMNS);
        depthBlocks = whole ? 1 : Math.max(1, (depth + DEPTH - 1) / DEPTH);
        for (int b = columnBlocks, j = 0; b > 0; b--) {
            int width = part(cols - j, b, LANES);
            co = offset + j;
            start(first, firstOffset + j, firstStride);
            int kept = Math.max(1, PACKED_NUMBERS / (Math.max(1, depth / depthBlocks) * width));
            for (int from = 0; from < depthBlocks; from += kept) {
                int to = Math.min(depthBlocks, from + kept);
                if (whole) {
                    right.readInPlace();
                } else if (!right.holds(step(from), step(to) - step(from), j, width)) {
                    right.blocks(step(from), step(to) - step(from), j, width);
                    for (int d = from; d < to; d++) {
                        right.select(step(d), step(d + 1) - step(d));
                        right.copy(step(d), j, width);
                    }
                }
                rows(rows, width, from, to);
                start(c, co, ldc);
            }
            j += width;
        }
    }

    /** Returns the first step of a block; for the block after the last one, the number of all steps. */
    private int step(int block) {
        return block == depthBlocks ? depth : (int) ((long) depth * block / depthBlocks) & -ChunkTiles.CHUNK;
    }

    private static int blocks(int n, int about) {
        return Math.max(1, (n + about / 2) / about);
    }

    /**
     * Returns the size of the first of several nearly equal parts: a multiple of the unit, or n if it is the only
     * part.
     */
    private static int part(int n, int parts, int unit) {
        return parts == 1 ? n : n / parts / unit * unit;
    }

    /** Processes all rows in blocks that stay in the cache with their part of C, one block of steps after the other. */
    private void rows(int rows, int width, int from, int to) {
        float[] first = start;
        int firstOffset = so;
        int firstStride = lds;
        for (int b = blocks(rows, HEIGHT), i = 0; b > 0; b--) {
            int height = part(rows - i, b, LeftPanels.ROWS);
            start(first, firstOffset, firstStride);
            for (int d = from; d < to; d++) {
                steps = step(d + 1) - step(d);
                right.select(step(d), steps);
                left.block(i, height, step(d), steps);
                for (int j = 0; j < width; ) {
                    int vectors = RightPanels.vectors(width - j);
                    panel(i, height, j, vectors, Math.min(vectors * LANES, width - j));
                    j += vectors * LANES;
                }
                start(c, co, ldc);
            }
            i += height;
        }
    }

    /**
     * Processes all rows of a block for one panel of V, of which {@code real} columns exist. The first panel copies
     * the rows.
     */
    private void panel(int row, int height, int j, int vectors, int real) {
        int s = so + row * lds + j;
        int t = co + row * ldc + j;
        int whole = real == vectors * LANES ? height / TILE * TILE : 0;
        for (int i = 0; i < height; i += TILE) {
            if (j == 0 && (i & LeftPanels.ROWS - 1) == 0) {
                left.copy(i, Math.min(LeftPanels.ROWS, height - i));
            }
            if (i < whole) {
                tile(i, TILE, j, vectors, start, s + i * lds, lds, c, t + i * ldc, ldc);
            } else {
                int some = Math.min(TILE, height - i);
                copy(some, real, start, s + i * lds, lds, edge, 0, EDGE);
                tile(i, some, j, vectors, edge, 0, EDGE, edge, 0, EDGE);
                copy(some, real, edge, 0, EDGE, c, t + i * ldc, ldc);
            }
        }
    }

    private static void copy(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
        for (int r = 0; r < rows; r++) {
            for (int l = 0, f = fo + r * ldf, t = at + r * ldt; l < cols; l++) {
                to[t + l] = from[f + l];
            }
        }
    }

    private void tile(int i, int rows, int j, int vectors, float[] start, int s, int lds, float[] c, int t, int ldc) {
        if (rows <= 4) {
            tileFourRows(i, j, vectors, start, s, lds, c, t, ldc);
            return;
        }
        float[] a = left.array();
        int ao = left.offsetOf(i);
        float[] b = right.array();
        int bo = right.offsetOf(j);
        int ldb = right.stride(vectors);
        if (left.chunked()) {
            switch (vectors) {
                case 3 -> ChunkTiles.rows8x3(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
                case 2 -> ChunkTiles.rows8x2(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
                default -> ChunkTiles.rows8x1(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
            }
        } else {
            switch (vectors) {
                case 3 -> PanelTiles.rows8x3(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
                case 2 -> PanelTiles.rows8x2(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
                default -> PanelTiles.rows8x1(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
            }
        }
    }

    /** Processes four rows; a panel of three vectors is split into two and one. */
    private void tileFourRows(int i, int j, int vectors, float[] start, int s, int lds, float[] c, int t, int ldc) {
        float[] a = left.array();
        int ao = left.offsetOf(i);
        float[] b = right.array();
        int bo = right.offsetOf(j);
        int ldb = right.stride(vectors);
        int done = vectors > 1 ? 2 * LANES : 0;
        if (left.chunked()) {
            if (vectors > 1) {
                ChunkTiles.rows4x2(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
            }
            if (vectors != 2) {
                ChunkTiles.rows4x1(start, s + done, lds, steps, a, ao, b, bo + done, ldb, c, t + done, ldc);
            }
        } else {
            if (vectors > 1) {
                PanelTiles.rows4x2(start, s, lds, steps, a, ao, b, bo, ldb, c, t, ldc);
            }
            if (vectors != 2) {
                PanelTiles.rows4x1(start, s + done, lds, steps, a, ao, b, bo + done, ldb, c, t + done, ldc);
            }
        }
    }
}
