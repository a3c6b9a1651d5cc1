package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

import dev.engram.spi.shape.ConvGeometry;
import java.util.Arrays;

/**
 * The weight gradient of a convolution without dilation: the product of the output gradients with the patches. The
 * columns are elements of the kernel, which are read in place as rows of {@link ChannelsLastMaps}; so neither the
 * patches nor a transposed output gradient are copied. An instance is reused.
 */
final class ChannelsLastGradient {
    private static final int STRIDE = OffsetTiles.ROW_STRIDE;
    /** The most positions of a block, if a position has many channels: three vectors of each take 24 KB. */
    private static final int STEPS = 128;
    /** The time of a tile of one vector, compared with a vector in a tile of two or three. */
    private static final double SINGLE = 1.35;

    private final ChannelsLastMaps maps = new ChannelsLastMaps();
    private int[] offsets = {};
    private float[] left = {};
    private float[] sums = {};

    private ConvGeometry g;
    private int channels;
    private boolean expanded;
    /** The rows of the output gradient: the output channels of a group. */
    private int rows;
    /** The rows of the kernel that are separate in the maps. */
    private int kernelRows;
    /** The numbers of the sums that belong to a row of the kernel: whole vectors. */
    private int width;
    /** The numbers of all sums. */
    private int length;
    /** The numbers of a block of the left operand. */
    private int block;

    /** Returns the approximate cycles of each position. */
    static double cost(ConvGeometry g, int firstTap, int endTap) {
        int channels = channels(g, firstTap, endTap);
        return Math.min(cost(g, channels, true), cost(g, channels, false));
    }

    private static double cost(ConvGeometry g, int channels, boolean expanded) {
        int rows = g.outChannels() / g.groups();
        int depth = ChannelsLastMaps.depth(g, channels, expanded);
        int vectors = vectors(depth * g.cols().kernel());
        int tiles = Taps.padded(rows) * (expanded ? 1 : g.rows().kernel());
        return tiles * (vectors == 1 ? SINGLE : vectors) + rows / 4.0 + 1.5 * channels + depth / 4.0;
    }

    /** Returns whether it is possible. */
    static boolean applies(ConvGeometry g) {
        return g.rows().dilation() == 1 && g.cols().dilation() == 1;
    }

    private static int channels(ConvGeometry g, int firstTap, int endTap) {
        int area = g.rows().kernel() * g.cols().kernel();
        return (endTap + area - 1) / area - firstTap / area;
    }

    /** Returns the vectors of this many numbers. */
    private static int vectors(int numbers) {
        return (numbers + LANES - 1) / LANES;
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
        prepare(g, firstTap, endTap);
        int positions = g.positions();
        int size = g.rows().size() * g.cols().size();
        int most = Math.min(batch, Math.max(1, STEPS / positions));
        maps.reach(g, channels, expanded, most);
        prepareOffsets(most);
        int firstChannel = firstTap / (g.rows().kernel() * g.cols().kernel());
        for (int group = 0; group < g.groups(); group++) {
            int own = xo + (group * (g.channels() / g.groups()) + firstChannel) * size;
            int weights = go + group * rows * g.patch();
            Arrays.fill(sums, 0, length, 0f);
            if (accumulate) {
                exchange(firstTap, endTap, gradient, weights, true);
            }
            for (int n = 0; n < batch; n += most) {
                int examples = Math.min(most, batch - n);
                for (int e = 0; e < examples; e++) {
                    maps.load(x, own + (n + e) * g.inputs(), e);
                }
                add(examples * positions, scale, d, offset + n * g.outputs() + group * rows * positions);
            }
            exchange(firstTap, endTap, gradient, weights, false);
        }
    }

    private void prepare(ConvGeometry g, int firstTap, int endTap) {
        this.g = g;
        channels = channels(g, firstTap, endTap);
        expanded = cost(g, channels, true) < cost(g, channels, false);
        rows = g.outChannels() / g.groups();
        kernelRows = expanded ? 1 : g.rows().kernel();
        width = vectors(ChannelsLastMaps.depth(g, channels, expanded) * g.cols().kernel()) * LANES;
        int padded = Taps.padded(rows);
        length = Math.multiplyExact(padded, Math.multiplyExact(kernelRows, width));
        sums = sums.length < length ? new float[length] : sums;
        block = Math.multiplyExact(padded, STRIDE);
    }

    /** Computes where the window of each position begins, for some examples. */
    private void prepareOffsets(int examples) {
        int length = Math.multiplyExact(examples, g.positions());
        offsets = offsets.length < length ? new int[length] : offsets;
        for (int e = 0, at = 0; e < examples; e++) {
            for (int i = 0; i < g.rows().outputs(); i++) {
                for (int j = 0; j < g.cols().outputs(); j++) {
                    offsets[at++] = e * maps.exampleSize() + maps.offset(i, j);
                }
            }
        }
    }

    /** Adds the products of some positions, in blocks. */
    private void add(int positions, float scale, float[] d, int offset) {
        int blocks = (positions + STEPS - 1) / STEPS;
        if (left.length < blocks * block) {
            left = new float[blocks * block];
        }
        for (int b = 0; b < blocks; b++) {
            int from = first(b, blocks, positions);
            copyGradients(b * block, from, first(b + 1, blocks, positions), scale, d, offset);
        }
        for (int b = 0; b < blocks; b++) {
            int from = first(b, blocks, positions);
            multiply(b * block, from, first(b + 1, blocks, positions) - from);
        }
    }

    private static int first(int block, int blocks, int positions) {
        return (int) ((long) positions * block / blocks);
    }

    /** Copies {@code scale * d} of some positions, for all output channels. */
    private void copyGradients(int block, int from, int to, float scale, float[] d, int offset) {
        int positions = g.positions();
        for (int p = from; p < to; ) {
            int example = p / positions;
            int end = Math.min(to, (example + 1) * positions);
            int own = offset + example * (g.outputs() - positions) + p;
            int at = block + p - from;
            // Whole vectors are read, if they are within the array.
            int read = vectors(end - p) * LANES;
            int whole = Math.max(0, Math.min(rows, Math.floorDiv(d.length - read - own, positions) + 1));
            VectorLoops.scaleRows(whole, end - p, scale, d, own, positions, left, at, STRIDE);
            for (int r = whole; r < rows; r++) {
                VectorLoops.scale(scale, d, own + r * positions, left, at + r * STRIDE, end - p);
            }
            p = end;
        }
    }

    private void multiply(int block, int first, int steps) {
        int lds = kernelRows * width;
        for (int u = 0; u < kernelRows; u++) {
            for (int j = 0; j < width; ) {
                int vectors = RightPanels.vectors(width - j);
                int at = u * width + j;
                Taps.multiply(
                        rows,
                        vectors,
                        sums,
                        at,
                        lds,
                        steps,
                        left,
                        block,
                        maps.array(),
                        u * maps.rowSize() + j,
                        offsets,
                        first,
                        sums,
                        at,
                        lds);
                j += vectors * LANES;
            }
        }
    }

    /** Copies the weights from {@code firstTap} to {@code endTap - 1} into the sums, or the sums to the weights. */
    private void exchange(int firstTap, int endTap, float[] weights, int wo, boolean load) {
        int kernelCols = g.cols().kernel();
        int area = g.rows().kernel() * kernelCols;
        int depth = ChannelsLastMaps.depth(g, channels, expanded);
        for (int r = 0; r < rows; r++) {
            int tap = firstTap / area * area;
            for (int c = 0; c < channels; c++) {
                for (int u = 0; u < g.rows().kernel(); u++, tap += kernelCols) {
                    int at = r * kernelRows * width + (expanded ? c * g.rows().kernel() + u : u * width + c);
                    int from = Math.max(0, firstTap - tap);
                    int to = Math.min(kernelCols, endTap - tap);
                    exchangeRow(from, to, at, depth, weights, wo + r * g.patch() + tap, load);
                }
            }
        }
    }

    /** Exchanges some elements of a row of the kernel. */
    private void exchangeRow(int from, int to, int at, int depth, float[] weights, int wo, boolean load) {
        for (int v = from; v < to; v++) {
            if (load) {
                sums[at + v * depth] = weights[wo + v];
            } else {
                weights[wo + v] = sums[at + v * depth];
            }
        }
    }
}
