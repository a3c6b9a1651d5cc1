package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The left operand of a {@link BlockedProduct} and the copy of a block of it: panels of rows in the order in which
 * the tiles read them, which are {@link ChunkTiles} for a row-major operand and {@link PanelTiles} for a transposed
 * one.
 */
final class LeftPanels {
    /** Rows that are copied at a time: a multiple of either kind of panel. */
    static final int ROWS = PanelTiles.PANEL_ROWS;

    private float[] panels = {};
    private float[] a;
    private int offset;
    private int stride;
    private boolean transposed;
    private float scale;
    private int firstRow;
    private int firstStep;
    private int steps;

    /** Element (i, p) is at {@code offset + i * stride + p}. */
    LeftPanels rows(float[] array, int offset, int stride) {
        return set(array, offset, stride, false, 1);
    }

    /** Element (i, p) is {@code scale} times the number at {@code offset + p * stride + i}. */
    LeftPanels transposed(float[] array, int offset, int stride, float scale) {
        return set(array, offset, stride, true, scale);
    }

    private LeftPanels set(float[] array, int offset, int stride, boolean transposed, float scale) {
        this.a = array;
        this.offset = offset;
        this.stride = stride;
        this.transposed = transposed;
        this.scale = scale;
        return this;
    }

    /** Begins a block at this row and step. Nothing is copied yet. */
    void block(int row, int rows, int step, int steps) {
        this.firstRow = row;
        this.firstStep = step;
        this.steps = steps;
        int length = (rows + ROWS - 1 & -ROWS) * padded();
        if (panels.length < length) {
            panels = new float[length];
        }
    }

    private int padded() {
        return steps + ChunkTiles.CHUNK - 1 & -ChunkTiles.CHUNK;
    }

    /** Copies {@code rows} rows of the block from row i, which is a multiple of {@link #ROWS}. */
    void copy(int i, int rows) {
        if (transposed) {
            copyTransposed(rows, offset + firstStep * stride + firstRow + i, offsetOf(i));
        } else {
            for (int r = i; r < i + rows; r += ChunkTiles.PANEL_ROWS) {
                copyChunks(
                        Math.min(ChunkTiles.PANEL_ROWS, i + rows - r),
                        offset + (firstRow + r) * stride + firstStep,
                        offsetOf(r));
            }
        }
    }

    private void copyChunks(int rows, int from, int to) {
        int p = 0;
        if (rows == ChunkTiles.PANEL_ROWS) {
            // Vectors may extend into the next row, but not beyond the array.
            int whole = Math.min(steps, a.length - ChunkTiles.CHUNK + 1 - from - (rows - 1) * stride);
            for (int t = to; p < whole; p += ChunkTiles.CHUNK, t += ChunkTiles.PANEL_ROWS * ChunkTiles.CHUNK) {
                for (int q = 0; q < ChunkTiles.CHUNK; q += LANES) {
                    copyFourRows(from + p + q, t + q);
                    copyFourRows(from + p + q + 4 * stride, t + q + 4 * ChunkTiles.CHUNK);
                }
            }
        }
        for (int t = to + p * ChunkTiles.PANEL_ROWS;
                p < steps;
                p += ChunkTiles.CHUNK, t += ChunkTiles.PANEL_ROWS * ChunkTiles.CHUNK) {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(
                        a,
                        from + p + r * stride,
                        panels,
                        t + r * ChunkTiles.CHUNK,
                        Math.min(ChunkTiles.CHUNK, steps - p));
            }
        }
    }

    /** Copies a vector of each of four rows. All loads come first, because the rows may be far apart in memory. */
    private void copyFourRows(int from, int to) {
        FloatVector x0 = FloatVector.fromArray(FLOATS, a, from);
        FloatVector x1 = FloatVector.fromArray(FLOATS, a, from + stride);
        FloatVector x2 = FloatVector.fromArray(FLOATS, a, from + 2 * stride);
        FloatVector x3 = FloatVector.fromArray(FLOATS, a, from + 3 * stride);
        x0.intoArray(panels, to);
        x1.intoArray(panels, to + ChunkTiles.CHUNK);
        x2.intoArray(panels, to + 2 * ChunkTiles.CHUNK);
        x3.intoArray(panels, to + 3 * ChunkTiles.CHUNK);
    }

    private void copyTransposed(int rows, int from, int to) {
        FloatVector factor = FloatVector.broadcast(FLOATS, scale);
        // Vectors may extend into the next step, but not beyond the array.
        int whole = Math.min(steps, Math.floorDiv(a.length - PanelTiles.PANEL_ROWS - from, stride) + 1);
        int p = 0;
        for (int t = to; p < whole; p++, from += stride, t += PanelTiles.PANEL_ROWS) {
            for (int q = 0; q < PanelTiles.PANEL_ROWS; q += LANES) {
                factor.mul(FloatVector.fromArray(FLOATS, a, from + q)).intoArray(panels, t + q);
            }
        }
        for (int t = to + p * PanelTiles.PANEL_ROWS; p < steps; p++, from += stride, t += PanelTiles.PANEL_ROWS) {
            for (int q = 0; q < rows; q++) {
                panels[t + q] = scale * a[from + q];
            }
        }
    }

    boolean chunked() {
        return !transposed;
    }

    float[] array() {
        return panels;
    }

    /** Returns the offset of row i of the block, which is a multiple of the rows of a tile. */
    int offsetOf(int i) {
        return transposed
                ? (i & -PanelTiles.PANEL_ROWS) * steps + (i & PanelTiles.PANEL_ROWS - 1)
                : (i & -ChunkTiles.PANEL_ROWS) * padded() + (i & ChunkTiles.PANEL_ROWS - 1) * ChunkTiles.CHUNK;
    }
}
