package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The input gradient of a convolution with a small output ({@link Convolutions#isSmall}): nothing outside the output
 * takes part. The lanes are examples, so each position has exactly its own taps. The output gradients are transposed,
 * the weights are copied once for all positions with the same taps, and the result is transposed back. An instance is
 * reused.
 */
final class ExampleLanes {
    private static final int STEPS = OffsetTiles.STEPS;
    /** The most vectors of examples at a time. */
    private static final int VECTORS = 16;
    /** The numbers of a transposed operand beyond which fewer vectors are processed at a time: 32 MB. */
    private static final int MOST_NUMBERS = 1 << 23;

    private final float[] square = new float[LANES * LANES];
    private float[] source = {};
    private float[] result = {};
    private float[] panels = {};
    private float[] starts = {};
    private int[] offsets = {};

    private ConvGeometry g;
    /** The input channels of a group, and the output channels. */
    private int rows;

    private int channels;
    /** The elements of the kernel from which the present positions get something. */
    private int firstRow;

    private int endRow;
    private int firstCol;
    private int endCol;
    /** The output channels of a block of taps. */
    private int perBlock;

    /** Returns whether it is possible and faster than with positions as lanes. */
    static boolean serves(ConvGeometry g, int batch) {
        return batch >= LANES / 2
                && g.rows().kernel() * g.cols().kernel() <= STEPS
                && g.outputs() / g.groups() >= LANES
                && g.inputs() / g.groups() >= LANES;
    }

    void inputGradient(
            ConvGeometry g,
            int batch,
            float[] d,
            int offset,
            float[] w,
            int wo,
            float[] bias,
            int biasOff,
            float[] dx,
            int dxo) {
        this.g = g;
        rows = g.channels() / g.groups();
        channels = g.outChannels() / g.groups();
        int outputs = g.outputs() / g.groups();
        int inputs = g.inputs() / g.groups();
        long numbers = Math.max(
                outputs, (long) Taps.padded(rows) * g.rows().size() * g.cols().size());
        int most = LANES * (int) Math.max(1, Math.min(VECTORS, MOST_NUMBERS / (LANES * numbers)));
        starts = capacity(starts, Taps.padded(rows) * RightPanels.WIDEST * LANES);
        for (int group = 0; group < g.groups(); group++) {
            for (int r = 0; r < rows; r++) {
                int to = r * RightPanels.WIDEST * LANES;
                float start = bias == null ? 0f : bias[biasOff + group * rows + r];
                Arrays.fill(starts, to, to + RightPanels.WIDEST * LANES, start);
            }
            for (int n = 0; n < batch; n += most) {
                int examples = Math.min(most, batch - n);
                load(examples, d, offset + n * g.outputs() + group * outputs);
                multiply(examples, w, wo + group * channels * g.patch());
                store(examples, dx, dxo + n * g.inputs() + group * inputs);
            }
        }
    }

    private static float[] capacity(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }

    private static int vectors(int examples) {
        return (examples + LANES - 1) / LANES;
    }

    /** Returns the vectors of examples of the next tile. With two, what a block of taps reads is 24 KB. */
    private static int next(int vectors) {
        return Math.min(RightPanels.WIDEST, vectors == 3 ? 3 : Math.min(2, vectors));
    }

    /** Transposes the output gradients: one part for each tile of some vectors of examples. */
    private void load(int examples, float[] d, int offset) {
        int outputs = g.outputs() / g.groups();
        int all = vectors(examples);
        source = capacity(source, Math.multiplyExact(all * LANES, outputs));
        for (int e = 0; e < all; ) {
            int some = next(all - e);
            for (int i = e; i < e + some; i++) {
                int real = Math.min(LANES, examples - i * LANES);
                int to = e * LANES * outputs + (i - e) * LANES;
                int from = offset + i * LANES * g.outputs();
                Transpose.panel(outputs, real, d, from, g.outputs(), source, to, some * LANES, square);
            }
            e += some;
        }
    }

    private void store(int examples, float[] dx, int dxo) {
        int inputs = g.inputs() / g.groups();
        int size = g.rows().size() * g.cols().size();
        int all = vectors(examples);
        for (int e = 0; e < all; ) {
            int some = next(all - e);
            int from = e * LANES * Taps.padded(rows) * size;
            int real = Math.min(some * LANES, examples - e * LANES);
            int to = dxo + e * LANES * g.inputs();
            Transpose.copy(inputs, real, result, from, some * LANES, dx, to, g.inputs(), square);
            e += some;
        }
    }

    /** Computes all positions, those with the same taps one after the other. */
    private void multiply(int examples, float[] w, int wo) {
        int size = Math.multiplyExact(g.rows().size(), g.cols().size());
        int all = vectors(examples);
        result = capacity(result, Math.multiplyExact(all * LANES * Taps.padded(rows), size));
        for (int r = 0; r < g.rows().size(); ) {
            firstRow = first(g.rows(), r);
            endRow = end(g.rows(), r);
            int lastRow = last(g.rows(), r);
            for (int q = 0; q < g.cols().size(); ) {
                firstCol = first(g.cols(), q);
                endCol = end(g.cols(), q);
                int lastCol = last(g.cols(), q);
                copyWeights(w, wo);
                for (int e = 0; e < all; ) {
                    int some = next(all - e);
                    multiply(r, lastRow, q, lastCol, e, some);
                    e += some;
                }
                q = lastCol + 1;
            }
            r = lastRow + 1;
        }
    }

    /** Returns the first element of the kernel that reaches an output from this position, if any does. */
    private static int first(WindowAxis axis, int position) {
        int beyond = position + axis.before() - (axis.outputs() - 1);
        return Math.max(0, Math.floorDiv(beyond + axis.dilation() - 1, axis.dilation()));
    }

    /** Returns the element behind the last one that reaches an output. */
    private static int end(WindowAxis axis, int position) {
        int end = Math.min(axis.kernel(), Math.floorDiv(position + axis.before(), axis.dilation()) + 1);
        return Math.max(first(axis, position), end);
    }

    /** Returns the last of the positions from this one that have the same elements. */
    private static int last(WindowAxis axis, int position) {
        int last = position;
        while (last + 1 < axis.size()
                && first(axis, last + 1) == first(axis, position)
                && end(axis, last + 1) == end(axis, position)) {
            last++;
        }
        return last;
    }

    /** Copies the weights of the taps of some positions. */
    private void copyWeights(float[] w, int wo) {
        int height = endRow - firstRow;
        int width = endCol - firstCol;
        perBlock = height * width == 0 ? channels : Math.min(channels, STEPS / (height * width));
        int blocks = (channels + perBlock - 1) / perBlock;
        int padded = Taps.padded(rows);
        panels = capacity(panels, Math.multiplyExact(blocks * padded, OffsetTiles.ROW_STRIDE));
        int area = g.rows().kernel() * g.cols().kernel();
        int own = wo + firstRow * g.cols().kernel() + firstCol;
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < channels; o++) {
                int to = (o / perBlock * padded + r) * OffsetTiles.ROW_STRIDE + o % perBlock * height * width;
                int from = own + o * g.patch() + r * area;
                copyWeights(height, width, w, from, to);
            }
        }
    }

    private void copyWeights(int height, int width, float[] w, int from, int to) {
        int step = g.cols().kernel();
        if (width <= LANES && from + (height - 1) * step + LANES <= w.length) {
            // A vector may extend into weights that are copied later, or behind the row.
            for (int u = 0; u < height; u++) {
                FloatVector.fromArray(FLOATS, w, from + u * step).intoArray(panels, to + u * width);
            }
            return;
        }
        for (int u = 0; u < height; u++) {
            System.arraycopy(w, from + u * step, panels, to + u * width, width);
        }
    }

    /** Computes a rectangle of positions with the same taps, for some vectors of examples. */
    private void multiply(int firstR, int lastR, int firstQ, int lastQ, int example, int vectors) {
        int ld = vectors * LANES;
        int size = g.rows().size() * g.cols().size();
        int from = example * LANES * (g.outputs() / g.groups());
        int to = example * LANES * Taps.padded(rows) * size;
        int taps = prepareOffsets(ld);
        int perBlock = this.perBlock * (endRow - firstRow) * (endCol - firstCol);
        for (int r = firstR; r <= lastR; r++) {
            for (int q = firstQ; q <= lastQ; q++) {
                int base = from + (r * g.cols().outputs() + q) * ld;
                int at = to + (r * g.cols().size() + q) * ld;
                int block = 0;
                int t = 0;
                do {
                    int steps = Math.min(perBlock, taps - t);
                    Taps.multiply(
                            rows,
                            vectors,
                            t == 0 ? starts : result,
                            t == 0 ? 0 : at,
                            t == 0 ? RightPanels.WIDEST * LANES : size * ld,
                            steps,
                            panels,
                            block * Taps.padded(rows) * OffsetTiles.ROW_STRIDE,
                            source,
                            base,
                            offsets,
                            t,
                            result,
                            at,
                            size * ld);
                    t += steps;
                    block++;
                } while (t < taps);
            }
        }
    }

    /** Computes where the taps read, relative to position (0, 0) of the first channel; returns their number. */
    private int prepareOffsets(int ld) {
        int own = (endRow - firstRow) * (endCol - firstCol);
        int length = Math.multiplyExact(channels, own);
        offsets = offsets.length < length ? new int[length] : offsets;
        int t = 0;
        for (int u = firstRow; u < endRow; u++) {
            int i = g.rows().before() - u * g.rows().dilation();
            for (int v = firstCol; v < endCol; v++) {
                int j = g.cols().before() - v * g.cols().dilation();
                offsets[t++] = (i * g.cols().outputs() + j) * ld;
            }
        }
        int map = g.positions() * ld;
        for (; t < length; t++) {
            offsets[t] = offsets[t - own] + map;
        }
        return length;
    }
}
