package dev.engram.engine.kernel;

import java.util.Arrays;

/**
 * The maps of an example with zeros (or another number) around, such that every tap of a convolution reads whole maps
 * at a constant distance: output (r, q) needs the number at {@code offset(map, u, v) + r * width() + q} for a tap that
 * is shifted by u rows and v columns. The rows are so wide that the zeros behind a row are also the zeros before the
 * next one. With a stride, each channel is divided into maps of the positions that are equal modulo the stride.
 * Without padding and stride, the example is read in place.
 *
 * <p>Numbers between two rows of the output are computed from unrelated numbers and have no meaning.
 */
final class PaddedMaps {
    /** Numbers that may be read behind the last one. */
    private static final int SLACK = 32;

    private final boolean vector;
    private float[] copies = {};
    private float[][] arrays = new float[1][];
    private int[] bases = new int[1];
    private int slots;

    private int channels;
    private int rows;
    private int cols;
    private int strideRows;
    private int strideCols;
    private int top;
    private int lead;
    private int width;
    private int mapSize;
    private boolean padded;
    private float padding;

    PaddedMaps(boolean vector) {
        this.vector = vector;
    }

    /** The source: the channels of an example, and the strides that divide them. */
    void source(int channels, int rows, int cols, int strideRows, int strideCols) {
        this.channels = channels;
        this.rows = rows;
        this.cols = cols;
        this.strideRows = strideRows;
        this.strideCols = strideCols;
    }

    /**
     * Determines the zeros.
     *
     * @param minU the smallest shift of a tap, in rows
     * @param maxU the largest one
     * @param outRows the rows of the output
     * @param minV the smallest shift of a tap, in columns
     * @param maxV the largest one
     * @param outCols the columns of the output
     * @param slots how many examples are kept at a time
     * @param padding the number around the maps
     */
    void reach(int minU, int maxU, int outRows, int minV, int maxV, int outCols, int slots, float padding) {
        this.padding = padding;
        int mapRows = (rows + strideRows - 1) / strideRows;
        int mapCols = (cols + strideCols - 1) / strideCols;
        top = Math.max(0, -minU);
        int bottom = Math.max(0, outRows + maxU - mapRows);
        lead = Math.max(0, -minV);
        int behind = Math.max(0, outCols + maxV - mapCols);
        width = Math.max(outCols, mapCols + Math.max(lead, behind));
        mapSize = Math.multiplyExact(top + mapRows + bottom, width);
        padded = top + bottom + lead + behind > 0 || width > mapCols || strideRows > 1 || strideCols > 1;
        this.slots = slots;
        if (arrays.length < slots) {
            arrays = new float[slots][];
            bases = new int[slots];
        }
        if (padded) {
            int length = Math.multiplyExact(slots, slotSize());
            require(length);
            Arrays.fill(copies, 0, length, padding);
        }
    }

    private int slotSize() {
        return Math.addExact(
                Math.multiplyExact(Math.multiplyExact(channels, strideRows * strideCols), mapSize), lead + SLACK);
    }

    private void require(int length) {
        if (copies.length < length) {
            copies = new float[length];
        }
    }

    /** Makes the example at this offset available in a slot. */
    void load(float[] x, int xo, int slot) {
        int length = channels * rows * cols;
        if (!padded && xo + length + SLACK <= x.length) {
            arrays[slot] = x;
            bases[slot] = xo;
            return;
        }
        require(slots * slotSize());
        int to = slot * slotSize();
        arrays[slot] = copies;
        bases[slot] = to + lead;
        if (!padded) {
            System.arraycopy(x, xo, copies, to, length);
            return;
        }
        to += lead + top * width;
        for (int c = 0; c < channels; c++, xo += rows * cols) {
            for (int a = 0; a < strideRows; a++, to += strideCols * mapSize) {
                copyMaps(x, xo + a * cols, a, to);
            }
        }
    }

    /** Copies the rows that are {@code a} modulo the stride, each to the maps of their columns. */
    private void copyMaps(float[] x, int xo, int a, int to) {
        int count = (rows - a + strideRows - 1) / strideRows;
        int end = to + count * width;
        int step = strideRows * cols;
        int r = 0;
        if (vector && strideCols == 1) {
            int read = (cols + VectorTiles.LANES - 1) / VectorTiles.LANES * VectorTiles.LANES;
            r = Math.max(0, Math.min(count, Math.floorDiv(x.length - read - xo, step) + 1));
            VectorLoops.copyPaddedRows(r, cols, padding, x, xo, step, copies, to, width);
        }
        for (int from = xo + r * step, at = to + r * width; r < count; r++, from += step, at += width) {
            if (strideCols == 1) {
                System.arraycopy(x, from, copies, at, cols);
            } else if (strideCols == 2) {
                copyPairs(x, from, at, end);
            } else {
                for (int q = 0; q < cols; q++) {
                    copies[at + q % strideCols * mapSize + q / strideCols] = x[from + q];
                }
            }
        }
    }

    /** Copies a row to the two maps of its columns, whose rows end at {@code end} in the first one. */
    private void copyPairs(float[] x, int from, int to, int end) {
        int pairs = cols / 2;
        int odd = to + mapSize;
        int q = 0;
        if (vector && pairs >= VectorTiles.LANES) {
            int last = pairs - VectorTiles.LANES;
            VectorTranspose.splitPairs(pairs / VectorTiles.LANES, x, from, copies, to, odd);
            VectorTranspose.splitPairs(1, x, from + 2 * last, copies, to + last, odd + last);
            q = pairs;
        } else if (vector && to + VectorTiles.LANES <= end && from + 2 * VectorTiles.LANES <= x.length) {
            // Numbers behind the row are overwritten by the rows that follow.
            VectorTranspose.splitPairs(1, x, from, copies, to, odd);
            q = pairs;
        }
        for (; q < pairs; q++) {
            copies[to + q] = x[from + 2 * q];
            copies[odd + q] = x[from + 2 * q + 1];
        }
        for (; q < width; q++) {
            copies[to + q] = q < cols - pairs ? x[from + 2 * q] : padding;
            copies[odd + q] = padding;
        }
    }

    float[] array(int slot) {
        return arrays[slot];
    }

    /** Returns the place of offset 0 in the array. */
    int base(int slot) {
        return bases[slot];
    }

    /** Returns the distance between two rows. */
    int width() {
        return width;
    }

    /**
     * Returns the offset of a tap.
     *
     * @param channel the channel
     * @param a the row modulo the stride
     * @param b the column modulo the stride
     * @param u the shift in rows
     * @param v the shift in columns
     */
    int offset(int channel, int a, int b, int u, int v) {
        return ((channel * strideRows + a) * strideCols + b) * mapSize + (top + u) * width + v;
    }
}
