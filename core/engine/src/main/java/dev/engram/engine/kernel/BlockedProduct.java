package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

/**
 * {@code C = start + A V} for shapes that pay for copying both operands: V in panels, which stay in the first-level cache while
 * all rows pass, and A in strips of rows, which stream from the second-level one. The steps of one element of C go in
 * increasing order through all blocks, since a block continues from what the block before it stored. An instance is
 * reused, and holds the operands of one call.
 */
final class BlockedProduct {
    /** Steps of a block, about: a panel of 48 columns takes 38 KB, most of the first-level cache or a stream from the second. */
    private static final int DEPTH = 200;
    /** Columns of a block, about: 800 KB in panels, each of which is fetched once for all rows of a block. */
    private static final int COLUMNS = 1024;
    /**
     * As many blocks of steps are copied before the rows pass as go into so many numbers, a megabyte, so that a block of rows of C need not
     * leave the second-level cache between them: a weight gradient of 2048 x 784 x 256 after other work 6.4 ms instead of 7.4.
     */
    private static final int PACKED_NUMBERS = 262_144;
    /** Rows of a block, about: 100 KB, which stay in the second-level cache while the panels pass. */
    private static final int HEIGHT = 128;
    /** Up to this many numbers V is read where it lies: 24 KB stay near, gaps or not. */
    private static final int L1_NUMBERS = 6144;
    /** And if only so many rows read it, up to this many: half a megabyte, in the second-level cache. */
    private static final int FEW_ROWS = 160;

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

    /** To be told what it is before each call. */
    LeftPanels left() {
        return left;
    }

    /** To be told what it is before each call. */
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

    /** Writes C, which is {@code rows x cols} from {@code offset} on. */
    void multiply(int rows, int cols, int depth, float[] c, int offset) {
        this.depth = depth;
        this.c = c;
        this.ldc = cols;
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
                } else {
                    right.blocks(step(from), step(to) - step(from), width);
                    for (int d = from; d < to; d++) {
                        right.select(step(d), step(d + 1) - step(d));
                        right.copy(step(d), j, width);
                    }
                }
                rows(rows, width, from, to);
                start(c, co, cols);
            }
            j += width;
        }
    }

    /** The first step of a block; of the one behind the last, the number of all steps. */
    private int step(int block) {
        return block == depthBlocks ? depth : (int) ((long) depth * block / depthBlocks) & -ChunkTiles.CHUNK;
    }

    private static int blocks(int n, int about) {
        return Math.max(1, (n + about / 2) / about);
    }

    /** The first of so many nearly equal parts, a multiple of a unit; the last is what is left. */
    private static int part(int n, int parts, int unit) {
        return parts == 1 ? n : n / parts / unit * unit;
    }

    /** All rows, and for as many of them as stay near with their part of C, one block of steps after the other. */
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

    /** All rows of a block for one panel of V, of which {@code real} columns exist. For the first panel, they are copied as they come. */
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

    /** Four rows: of a panel of three vectors first two, then one. */
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
