package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.Arrays;

/**
 * The maps of some examples with the channels last and zeros around: the numbers of all channels at one position, then
 * those of the next column. A row of a kernel without dilation is contiguous there. If a position has few channels,
 * the rows of the kernel are channels, too: channel (c, u) of row i is row u of the window of output row i. The whole
 * kernel is contiguous then.
 */
final class ChannelsLastMaps {
    private final float[] square = new float[LANES * LANES];
    private float[] copies = {};
    private float[] unpadded = {};

    private WindowAxis rows;
    private WindowAxis cols;
    private int channels;
    private boolean expanded;
    /** The numbers of a position. */
    private int depth;
    /** The numbers of a row. */
    private int rowSize;

    private int height;
    private int exampleSize;

    /**
     * Determines the zeros.
     *
     * @param g the geometry of the windows, without dilation
     * @param channels how many channels are loaded
     * @param expanded whether the rows of the kernel are channels
     * @param examples how many examples are kept at a time
     */
    void reach(ConvGeometry g, int channels, boolean expanded, int examples) {
        this.rows = g.rows();
        this.cols = g.cols();
        this.channels = channels;
        this.expanded = expanded;
        depth = depth(g, channels, expanded);
        rowSize = Math.multiplyExact((cols.outputs() - 1) * cols.stride() + cols.kernel(), depth);
        height = expanded ? rows.outputs() : (rows.outputs() - 1) * rows.stride() + rows.kernel();
        exampleSize = Math.multiplyExact(height, rowSize);
        // The last vectors may extend beyond the last example.
        int length = Math.addExact(Math.multiplyExact(examples, exampleSize), RightPanels.WIDEST * LANES);
        if (copies.length < length) {
            copies = new float[length];
        } else {
            Arrays.fill(copies, 0, length, 0f);
        }
    }

    /** Returns the numbers of a position. */
    static int depth(ConvGeometry g, int channels, boolean expanded) {
        return expanded ? Math.multiplyExact(channels, g.rows().kernel()) : channels;
    }

    /** Copies the channels that begin at this offset to the example's place. */
    void load(float[] x, int xo, int example) {
        int to = example * exampleSize;
        int last = Math.min(cols.size(), rowSize / depth - cols.before());
        if (expanded) {
            for (int i = 0; i < height; i++, to += rowSize) {
                loadWindowRows(x, xo, i, last, to);
            }
        } else if (cols.before() == 0 && last == cols.size() && last * depth == rowSize) {
            int first = Math.max(0, -rows.position(0, 0));
            int end = Math.min(height, rows.size() + rows.before());
            transpose(x, xo, (end - first) * last, copies, to + first * rowSize);
        } else {
            loadRows(x, xo, last, to);
        }
    }

    private void transpose(float[] x, int xo, int positions, float[] to, int at) {
        int size = rows.size() * cols.size();
        if (channels == 1) {
            System.arraycopy(x, xo, to, at, positions);
        } else {
            Transpose.copy(channels, positions, x, xo, size, to, at, channels, square);
        }
    }

    private void loadRows(float[] x, int xo, int last, int to) {
        int size = Math.multiplyExact(rows.size() * cols.size(), channels);
        if (unpadded.length < size) {
            unpadded = new float[size];
        }
        transpose(x, xo, rows.size() * cols.size(), unpadded, 0);
        for (int r = 0; r < height; r++) {
            int row = r - rows.before();
            if (rows.contains(row)) {
                int from = row * cols.size() * depth;
                System.arraycopy(unpadded, from, copies, to + r * rowSize + cols.before() * depth, last * depth);
            }
        }
    }

    /** Copies the rows of the windows of output row i. Those that row i - 1 has as well are next to their new place. */
    private void loadWindowRows(float[] x, int xo, int i, int last, int to) {
        int first = 0;
        if (i > 0 && rows.stride() < rows.kernel()) {
            System.arraycopy(copies, to - rowSize + rows.stride(), copies, to, rowSize - rows.stride());
            first = rows.kernel() - rows.stride();
        }
        int size = rows.size() * cols.size();
        for (int u = first; u < rows.kernel(); u++) {
            int row = rows.position(i, u);
            for (int c = 0; c < channels; c++) {
                int at = to + c * rows.kernel() + u;
                if (rows.contains(row)) {
                    spread(x, xo + c * size + row * cols.size(), last, at);
                } else {
                    clear(at, 0, rowSize);
                }
            }
        }
    }

    /** Copies some columns of a row, with the zeros around. */
    private void spread(float[] x, int xo, int columns, int to) {
        int first = cols.before() * depth;
        clear(to, 0, first);
        for (int q = 0, at = to + first; q < columns; q++, at += depth) {
            copies[at] = x[xo + q];
        }
        clear(to, first + columns * depth, rowSize);
    }

    private void clear(int to, int from, int end) {
        for (int q = from; q < end; q += depth) {
            copies[to + q] = 0;
        }
    }

    float[] array() {
        return copies;
    }

    /** Returns the distance between two examples. */
    int exampleSize() {
        return exampleSize;
    }

    /** Returns the place of the window of an output in an example. */
    int offset(int i, int j) {
        return (expanded ? i : i * rows.stride()) * rowSize + j * cols.stride() * depth;
    }

    /** Returns the distance between two rows of a window. */
    int rowSize() {
        return rowSize;
    }
}
