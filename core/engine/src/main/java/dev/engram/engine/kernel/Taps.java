package dev.engram.engine.kernel;

import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.WindowAxis;

/**
 * The sum over the elements of a kernel ("taps") that defines a convolution or its input gradient: for each tap in the
 * order of the sum, where its weight is and by how much it shifts the {@link PaddedMaps} of the source. A stride
 * divides the output of an input gradient into phases, each of which has some of the taps.
 */
final class Taps {
    /** Eight rows of three vectors fit into 32 registers. With 16, even eight rows of one vector spill. */
    private static final boolean TALL = VectorModule.PRESENT && RightPanels.WIDEST == 3;

    private final PaddedMaps maps;
    private int[] offsets = {};
    private int[] weights = {};
    private int count;
    private int outRows;
    private int outCols;

    Taps(PaddedMaps maps) {
        this.maps = maps;
    }

    /** The taps of the forward pass of a group, in increasing (c, u, v). */
    void forward(ConvGeometry g, int slots) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int channels = g.channels() / g.groups();
        outRows = rows.outputs();
        outCols = cols.outputs();
        maps.source(channels, rows.size(), cols.size(), rows.stride(), cols.stride());
        maps.reach(
                Math.floorDiv(rows.position(0, 0), rows.stride()),
                Math.floorDiv(rows.position(0, rows.kernel() - 1), rows.stride()),
                outRows,
                Math.floorDiv(cols.position(0, 0), cols.stride()),
                Math.floorDiv(cols.position(0, cols.kernel() - 1), cols.stride()),
                outCols,
                slots,
                0);
        clear(g.patch());
        for (int c = 0; c < channels; c++) {
            for (int u = 0; u < rows.kernel(); u++) {
                int r = rows.position(0, u);
                for (int v = 0; v < cols.kernel(); v++) {
                    int q = cols.position(0, v);
                    int offset = maps.offset(
                            c,
                            Math.floorMod(r, rows.stride()),
                            Math.floorMod(q, cols.stride()),
                            Math.floorDiv(r, rows.stride()),
                            Math.floorDiv(q, cols.stride()));
                    add(offset, count);
                }
            }
        }
    }

    /** Prepares the maps of the output gradient of a group for all phases of its input gradient. */
    void backward(ConvGeometry g) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        maps.source(g.outChannels() / g.groups(), rows.outputs(), cols.outputs(), 1, 1);
        maps.reach(
                firstShift(rows),
                Math.floorDiv(rows.stride() - 1 + rows.before(), rows.stride()),
                phaseSize(rows, 0),
                firstShift(cols),
                Math.floorDiv(cols.stride() - 1 + cols.before(), cols.stride()),
                phaseSize(cols, 0),
                1,
                0);
    }

    private static int firstShift(WindowAxis axis) {
        return Math.floorDiv(axis.before() - (axis.kernel() - 1) * axis.dilation(), axis.stride());
    }

    /** Returns the positions of the input that are {@code phase} modulo the stride. */
    private static int phaseSize(WindowAxis axis, int phase) {
        return (axis.size() - phase + axis.stride() - 1) / axis.stride();
    }

    /** The taps of the positions (a, b) modulo the stride, in increasing (o, u, v). */
    void phase(ConvGeometry g, int a, int b) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int area = rows.kernel() * cols.kernel();
        outRows = Math.max(0, phaseSize(rows, a));
        outCols = Math.max(0, phaseSize(cols, b));
        clear(g.outChannels() / g.groups() * area);
        for (int o = 0; o < g.outChannels() / g.groups(); o++) {
            for (int u = 0; u < rows.kernel(); u++) {
                int r = a + rows.before() - u * rows.dilation();
                for (int v = 0; v < cols.kernel(); v++) {
                    int q = b + cols.before() - v * cols.dilation();
                    if (r % rows.stride() == 0 && q % cols.stride() == 0) {
                        int offset = maps.offset(o, 0, 0, r / rows.stride(), q / cols.stride());
                        add(offset, o * g.patch() + u * cols.kernel() + v);
                    }
                }
            }
        }
    }

    private void clear(int capacity) {
        count = 0;
        if (offsets.length < capacity) {
            offsets = new int[capacity];
            weights = new int[capacity];
        }
    }

    private void add(int offset, int weight) {
        offsets[count] = offset;
        weights[count++] = weight;
    }

    int count() {
        return count;
    }

    /** The offset of each tap in the maps, in the order of the sum. */
    int[] offsets() {
        return offsets;
    }

    /** The place of the weight of each tap, relative to that of the first one of its row. */
    int[] weights() {
        return weights;
    }

    int outRows() {
        return outRows;
    }

    int outCols() {
        return outCols;
    }

    /** Returns the numbers of a map of the output, and the meaningless ones between its rows. */
    int span() {
        return (outRows - 1) * maps.width() + outCols;
    }

    /** Returns whether {@link #multiply} writes no other rows. */
    static boolean isExact(int rows) {
        int last = rows % 8;
        return last == 0 || last == 4 || TALL && last == 6;
    }

    /** Returns the rows that {@link #multiply} reads and writes; those behind the last one have no meaning. */
    static int padded(int rows) {
        return rows + 7 & -8;
    }

    /** Computes some vectors of each row with the parameters of the tiles. Four rows of three vectors are two tiles. */
    static void multiply(
            int rows,
            int vectors,
            float[] start,
            int so,
            int lds,
            int steps,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int[] offsets,
            int oo,
            float[] c,
            int co,
            int ldc) {
        for (int r = 0; r < rows; ) {
            int height = height(rows - r);
            int s = so + r * lds;
            int left = ao + r * OffsetTiles.ROW_STRIDE;
            int t = co + r * ldc;
            switch (10 * height + vectors) {
                case 83 -> OffsetTiles.rows8x3(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                case 82 -> OffsetTiles.rows8x2(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                case 81 -> OffsetTiles.rows8x1(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                case 63 -> OffsetTiles.rows6x3(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                case 62 -> OffsetTiles.rows6x2(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                case 61 -> OffsetTiles.rows6x1(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                case 42 -> OffsetTiles.rows4x2(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                case 41 -> OffsetTiles.rows4x1(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                default -> {
                    OffsetTiles.rows4x2(start, s, lds, steps, a, left, b, bo, offsets, oo, c, t, ldc);
                    int done = 2 * VectorTiles.LANES;
                    OffsetTiles.rows4x1(
                            start, s + done, lds, steps, a, left, b, bo + done, offsets, oo, c, t + done, ldc);
                }
            }
            r += height;
        }
    }

    /** Returns the rows of the next tile. */
    private static int height(int rows) {
        if (rows <= 4 || !TALL) {
            return 4;
        }
        return rows <= 6 ? 6 : 8;
    }
}
