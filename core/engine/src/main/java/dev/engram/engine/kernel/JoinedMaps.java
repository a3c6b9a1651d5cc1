package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

import dev.engram.spi.shape.ConvGeometry;

/**
 * Copies of {@link PaddedMaps} in which the rows of the output follow each other without a gap: one for each column of
 * the kernel. A tap reads the copy of its column, shifted by whole rows. So no number between two rows is computed,
 * and nothing has to be copied out of a result. That pays where maps are small and output channels many. An instance is
 * reused.
 */
final class JoinedMaps {
    /** The cycles to copy a vector of a row; a vector of a tile takes one for each row and tap. */
    private static final double COPY = 4;
    /** The time of a tile of one vector, compared with a vector in a tile of two or three. */
    private static final double SINGLE = 1.35;

    private float[] copies = {};
    /** The place of each tap. */
    private int[] offsets = {};
    /** The place of the first number that a column of the kernel reads in the maps. */
    private int[] columns = {};

    private int count;
    /** The rows that a column of the kernel reads. */
    private int rows;

    private int cols;
    private int width;

    /** Returns whether such copies save more time than they take, for this many rows of the product. */
    static boolean pay(ConvGeometry g, int rows, Taps taps, int width) {
        if (g.rows().stride() > 1 || g.cols().stride() > 1 || width == taps.outCols()) {
            return false;
        }
        int positions = taps.outRows() * taps.outCols();
        int vectors = vectors(taps.outCols());
        int read = taps.outRows() + (g.rows().kernel() - 1) * g.rows().dilation();
        double copies = COPY * taps.count() / g.rows().kernel() * read * vectors;
        double stores = COPY * rows * (taps.outRows() * vectors - (isDirect(rows, positions) ? 0 : vectors(positions)));
        double tiles = rows * (double) taps.count() * (time(vectors(taps.span())) - time(vectors(positions)));
        return copies < tiles + stores;
    }

    private static int vectors(int numbers) {
        return (numbers + LANES - 1) / LANES;
    }

    private static double time(int vectors) {
        return vectors % RightPanels.WIDEST == 1 ? vectors - 1 + SINGLE : vectors;
    }

    /** Returns whether tiles can store into the output: no tile has too many rows, and a vector fits into a map. */
    static boolean isDirect(int rows, int positions) {
        return positions >= RightPanels.WIDEST * LANES && Taps.isExact(rows);
    }

    /** Returns the vectors of the next tile: at most three; two if four are left. */
    static int next(int columns) {
        int vectors = vectors(columns);
        return vectors == 4 ? 2 : Math.min(RightPanels.WIDEST, vectors);
    }

    /** Prepares the copies for taps in increasing (c, u, v), or (o, u, v). */
    void prepare(ConvGeometry g, Taps taps, int width) {
        int kernelRows = g.rows().kernel();
        int kernelCols = g.cols().kernel();
        this.width = width;
        cols = taps.outCols();
        rows = taps.outRows() + (kernelRows - 1) * g.rows().dilation();
        count = taps.count() / kernelRows;
        int size = Math.multiplyExact(rows, cols);
        int length = Math.addExact(Math.multiplyExact(count, size), LANES);
        copies = copies.length < length ? new float[length] : copies;
        if (offsets.length < taps.count()) {
            offsets = new int[taps.count()];
            columns = new int[taps.count()];
        }
        int[] from = taps.offsets();
        int area = kernelRows * kernelCols;
        for (int k = 0; k < count; k++) {
            int first = k / kernelCols * area + k % kernelCols;
            int last = first + area - kernelCols;
            columns[k] = Math.min(from[first], from[last]);
            for (int t = first; t <= last; t += kernelCols) {
                offsets[t] = k * size + (from[t] - columns[k]) / width * cols;
            }
        }
    }

    /** Copies an example. */
    void copy(float[] maps, int base) {
        for (int k = 0, to = 0; k < count; k++, to += rows * cols) {
            // A vector may extend into rows that are copied later.
            VectorLoops.copyRows(rows, cols, maps, base + columns[k], width, copies, to, cols);
        }
    }

    float[] array() {
        return copies;
    }

    int[] offsets() {
        return offsets;
    }
}
