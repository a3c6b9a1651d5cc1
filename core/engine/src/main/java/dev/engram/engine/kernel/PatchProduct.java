package dev.engram.engine.kernel;

import dev.engram.spi.shape.ConvGeometry;
import java.util.Arrays;

/**
 * The weight gradient of a convolution: the product of the output gradients with the patches, transposed, so that the
 * output channels are the columns. Blocks of some hundred positions are copied: the output gradients as panels of
 * columns, and of the patches the rows of a few taps, which are shifted {@link PaddedMaps}. An instance is reused.
 */
final class PatchProduct {
    private static final int STEPS = OffsetTiles.STEPS;
    private static final int STRIDE = OffsetTiles.ROW_STRIDE;
    /** The taps that are copied at a time: 60 KB, which stay in the second-level cache. */
    private static final int TAPS = 72;

    private final boolean vector;
    private final int lanes;
    private final PaddedMaps maps;
    private final Taps taps;
    private final float[] left = new float[TAPS * STRIDE];
    private final float[] square;
    /** For panels of one, two and three vectors, the distance of step p. */
    private final int[][] ramps;

    private float[] right = {};
    private float[] sums = {};

    private int batch;
    private int channels;
    /** The distance between two rows of the sums. */
    private int cols;
    /** The output rows of all examples that are done. */
    private long done;
    /** The columns of the next output row that are done. */
    private int doneCols;
    /** The parts of a block: some output rows of one example. */
    private int[] exampleOf = {};

    private int[] rowOf = {};
    private int[] rowsOf = {};
    private int parts;
    private int first;
    private int length;
    private int steps;
    private int loaded;
    private int slots;

    PatchProduct(boolean vector) {
        this.vector = vector;
        this.maps = new PaddedMaps(vector);
        this.taps = new Taps(maps);
        this.lanes = vector ? VectorTiles.LANES : 1;
        this.square = new float[lanes * lanes];
        this.ramps = new int[vector ? 4 : 0][STEPS];
        for (int v = 1; v < ramps.length; v++) {
            for (int p = 0; p < STEPS; p++) {
                ramps[v][p] = p * v * lanes;
            }
        }
    }

    /** Returns the approximate cycles of each position, with vectors. */
    static double cost(ConvGeometry g, int firstTap, int endTap) {
        int k = endTap - firstTap;
        int channels = g.outChannels() / g.groups();
        int vectors = (channels + VectorTiles.LANES - 1) / VectorTiles.LANES;
        return (k + 3 & -4) * vectors + k / 4.0 + 1.5 * channels;
    }

    /** Computes the weights from {@code firstTap} to {@code endTap - 1} of each output channel. */
    void weightGradient(
            ConvGeometry g,
            int firstTap,
            int endTap,
            int batch,
            float scale,
            float[] d,
            int offset,
            float[] x,
            int xo,
            boolean accumulate,
            float[] gradient,
            int go) {
        int outCols = g.cols().outputs();
        int most = Math.max(1, STEPS / outCols);
        this.batch = batch;
        this.channels = g.outChannels() / g.groups();
        slots = Math.min(batch, (most - 1) / g.rows().outputs() + 2);
        taps.forward(g, slots);
        if (exampleOf.length < most) {
            exampleOf = new int[most];
            rowOf = new int[most];
            rowsOf = new int[most];
        }
        int k = endTap - firstTap;
        cols = (channels + lanes - 1) / lanes * lanes;
        int length = Math.multiplyExact(Taps.padded(k), cols);
        sums = sums.length < length ? new float[length] : sums;
        right = right.length < STEPS * cols ? new float[STEPS * cols] : right;
        for (int group = 0; group < g.groups(); group++) {
            int at = go + group * channels * g.patch() + firstTap;
            int own = xo + group * (g.inputs() / g.groups());
            if (accumulate) {
                transpose(channels, k, gradient, at, g.patch(), sums, 0, cols);
            } else {
                Arrays.fill(sums, 0, length, 0f);
            }
            done = 0;
            doneCols = 0;
            loaded = 0;
            while (nextBlock(most)) {
                load(g, x, own);
                copyGradients(scale, d, offset + group * channels * g.positions(), g);
                multiply(firstTap, k);
            }
            transpose(k, channels, sums, 0, cols, gradient, at, g.patch());
        }
    }

    /** Selects the next output rows, or a part of the next row if it is long; returns whether there are any. */
    private boolean nextBlock(int most) {
        int height = taps.outRows();
        int width = taps.outCols();
        parts = 0;
        steps = 0;
        first = doneCols;
        length = Math.min(STEPS, width - doneCols);
        for (int left = most; left > 0 && done < (long) batch * height; parts++) {
            int row = (int) (done % height);
            int rows = Math.min(left, height - row);
            exampleOf[parts] = (int) (done / height);
            rowOf[parts] = row;
            rowsOf[parts] = rows;
            steps += rows * length;
            left -= rows;
            doneCols = (doneCols + length) % width;
            done += doneCols == 0 ? rows : 0;
            if (doneCols > 0) {
                parts++;
                break;
            }
        }
        return parts > 0;
    }

    private void load(ConvGeometry g, float[] x, int xo) {
        for (int last = exampleOf[parts - 1]; loaded <= last; loaded++) {
            maps.load(x, xo + loaded * g.inputs(), loaded % slots);
        }
    }

    /** Copies {@code scale * d}, one panel of vectors after the other. */
    private void copyGradients(float scale, float[] d, int offset, ConvGeometry g) {
        for (int part = 0, step = 0; part < parts; part++) {
            int depth = rowsOf[part] * length;
            int from = offset + exampleOf[part] * g.outputs() + rowOf[part] * taps.outCols() + first;
            for (int j = 0; j < cols; ) {
                int width = vector ? RightPanels.vectors(cols - j) * lanes : cols;
                int at = steps * j + step * width;
                if (vector) {
                    int real = Math.min(width, channels - j);
                    int own = from + j * g.positions();
                    RightPanels.transposePanel(depth, real, d, own, g.positions(), right, at, width, square);
                } else {
                    Transpose.scalar(channels, depth, d, from, g.positions(), right, at, width);
                }
                j += width;
            }
            step += depth;
        }
        if (scale != 1 && vector) {
            VectorLoops.scale(scale, right, 0, right, 0, steps * cols);
        } else if (scale != 1) {
            for (int i = 0; i < steps * cols; i++) {
                right[i] *= scale;
            }
        }
    }

    private void multiply(int firstTap, int k) {
        for (int t = 0; t < k; t += TAPS) {
            int rows = Math.min(TAPS, k - t);
            for (int r = 0; r < rows; r++) {
                copyTap(taps.offsets()[firstTap + t + r], r * STRIDE);
            }
            if (vector) {
                multiplyVectors(t, rows);
                continue;
            }
            for (int r = 0; r < rows; r++) {
                ScalarLoops.addRows(channels, steps, 1, left, r * STRIDE, 1, right, 0, channels, sums, (t + r) * cols);
            }
        }
    }

    private void multiplyVectors(int t, int rows) {
        for (int j = 0; j < cols; ) {
            int vectors = RightPanels.vectors(cols - j);
            int at = t * cols + j;
            Taps.multiply(
                    rows, vectors, sums, at, cols, steps, left, 0, right, steps * j, ramps[vectors], 0, sums, at, cols);
            j += vectors * lanes;
        }
    }

    /** Copies what a tap reads in a block. */
    private void copyTap(int offset, int to) {
        int at = to;
        for (int part = 0; part < parts; part++) {
            int slot = exampleOf[part] % slots;
            float[] from = maps.array(slot);
            int fo = maps.base(slot) + offset + rowOf[part] * maps.width() + first;
            int rows = rowsOf[part];
            if (vector) {
                VectorLoops.copyRows(rows, length, from, fo, maps.width(), left, at, length);
            } else {
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(from, fo + r * maps.width(), left, at + r * length, length);
                }
            }
            at += rows * length;
        }
    }

    private void transpose(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
        if (vector) {
            Transpose.copy(rows, cols, from, fo, ldf, to, at, ldt, square);
        } else {
            Transpose.scalar(rows, cols, from, fo, ldf, to, at, ldt);
        }
    }
}
