package dev.engram.engine.kernel;

import dev.engram.spi.shape.ConvGeometry;
import java.util.Arrays;

/**
 * Sums over the taps of a kernel: the forward pass of a convolution and its input gradient. The weights are copied
 * into panels, once for all examples. The other operand are shifted {@link PaddedMaps}, of which no patches are copied,
 * or {@link JoinedMaps} of them. An instance is reused.
 */
final class Correlation {
    private static final int STEPS = OffsetTiles.STEPS;

    private final boolean vector;
    private final int lanes;
    private final PaddedMaps maps;
    private final Taps taps;
    private final JoinedMaps joinedMaps = new JoinedMaps();
    private float[] panels = {};
    /** The start of each row, as often as a tile has columns. */
    private float[] starts = {};

    private int startWidth;
    private float[] result = {};
    private int rows;
    /** The rows of the panels, some of which have no meaning. */
    private int padded;

    private int blocks;
    /** The columns of the result. */
    private int columns;
    /** The distance between two rows of the result: whole vectors. */
    private int cols;
    /** Whether rows are joined, and the distance between those of an output. */
    private boolean joined;

    private int width;
    /** Whether tiles store into the output instead of the result. */
    private boolean direct;

    Correlation(boolean vector) {
        this.vector = vector;
        this.maps = new PaddedMaps(vector);
        this.taps = new Taps(maps);
        this.lanes = vector ? VectorTiles.LANES : 1;
    }

    void forward(
            ConvGeometry g,
            int batch,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] bias,
            int biasOff,
            float[] out,
            int oo) {
        taps.forward(g, 1);
        rows = g.outChannels() / g.groups();
        join(g);
        int p = g.positions();
        int inputs = g.inputs() / g.groups();
        for (int group = 0; group < g.groups(); group++) {
            prepare(w, wo + group * rows * g.patch(), g.patch(), bias, biasOff + group * rows);
            for (int n = 0; n < batch; n++) {
                maps.load(x, xo + n * g.inputs() + group * inputs, 0);
                multiply(out, oo + (n * g.outChannels() + group * rows) * p);
            }
        }
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
        taps.backward(g);
        rows = g.channels() / g.groups();
        int outputs = g.outputs() / g.groups();
        boolean strided = g.rows().stride() * g.cols().stride() > 1;
        for (int phase = 0; phase < g.rows().stride() * g.cols().stride(); phase++) {
            int a = phase / g.cols().stride();
            int b = phase % g.cols().stride();
            taps.phase(g, a, b);
            join(g);
            for (int group = 0;
                    group < g.groups() && a < g.rows().size() && b < g.cols().size();
                    group++) {
                int first = wo + group * (g.outChannels() / g.groups()) * g.patch();
                prepare(w, first, g.rows().kernel() * g.cols().kernel(), bias, biasOff + group * rows);
                for (int n = 0; n < batch; n++) {
                    maps.load(d, offset + n * g.outputs() + group * outputs, 0);
                    int to = dxo + n * g.inputs() + group * (g.inputs() / g.groups());
                    if (strided) {
                        multiply();
                        scatter(g, a, b, dx, to);
                    } else {
                        multiply(dx, to);
                    }
                }
            }
        }
    }

    /** Decides whether rows are joined. */
    private void join(ConvGeometry g) {
        joined = vector && JoinedMaps.pay(g, rows, taps, maps.width());
        if (joined) {
            joinedMaps.prepare(g, taps, maps.width());
        }
        width = joined ? taps.outCols() : maps.width();
        columns = joined ? taps.outRows() * width : taps.span();
        direct = vector && width == taps.outCols() && JoinedMaps.isDirect(rows, columns);
    }

    /** Copies the weights: row r of tap t is at {@code wo + r * step + weights[t]}. */
    private void prepare(float[] w, int wo, int step, float[] bias, int biasOff) {
        int count = taps.count();
        blocks = Math.max(1, (count + STEPS - 1) / STEPS);
        cols = (columns + lanes - 1) / lanes * lanes;
        padded = Taps.padded(rows);
        startWidth = vector ? RightPanels.WIDEST * lanes : 1;
        panels = capacity(panels, Math.multiplyExact(padded * blocks, OffsetTiles.ROW_STRIDE));
        starts = capacity(starts, padded * startWidth);
        result = capacity(result, Math.addExact(Math.multiplyExact(padded, cols), lanes));
        int[] at = taps.weights();
        for (int r = 0; r < rows; r++) {
            Arrays.fill(starts, r * startWidth, (r + 1) * startWidth, bias == null ? 0f : bias[biasOff + r]);
            for (int b = 0; b < blocks; b++) {
                int to = panel(r, b) - first(b);
                for (int t = first(b); t < first(b + 1); t++) {
                    panels[to + t] = w[wo + r * step + at[t]];
                }
            }
        }
    }

    private static float[] capacity(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }

    /** Returns the first tap of a block. */
    private int first(int block) {
        return (int) ((long) taps.count() * block / blocks);
    }

    /** Returns the place of a row in the panels of a block of taps. */
    private int panel(int row, int block) {
        return (block * padded + row) * OffsetTiles.ROW_STRIDE;
    }

    /** Computes all maps of an output. */
    private void multiply(float[] out, int to) {
        if (direct) {
            multiplyVectors(columns, out, to, columns);
            return;
        }
        multiply();
        for (int t = 0; t < rows; t++) {
            store(t, out, to + t * taps.outRows() * taps.outCols());
        }
    }

    private void multiply() {
        if (vector) {
            multiplyVectors(cols, result, 0, cols);
            return;
        }
        for (int r = 0; r < rows; r++) {
            multiplyRow(r, maps.array(0), maps.base(0));
        }
    }

    /** Computes some columns; the last tile overlaps the one before if their number is not that of whole vectors. */
    private void multiplyVectors(int columns, float[] to, int at, int ld) {
        float[] x = maps.array(0);
        int base = maps.base(0);
        int[] offsets = taps.offsets();
        if (joined) {
            joinedMaps.copy(x, base);
            x = joinedMaps.array();
            base = 0;
            offsets = joinedMaps.offsets();
        }
        for (int j = 0; j < columns; ) {
            int vectors = JoinedMaps.next(columns - j);
            int first = Math.min(j, columns - vectors * lanes);
            for (int b = 0; b < blocks; b++) {
                columns(b, vectors, x, base + first, offsets, to, at + first, ld);
            }
            j += vectors * lanes;
        }
    }

    /** Adds a block of taps to some vectors of all rows. */
    private void columns(int block, int vectors, float[] x, int base, int[] offsets, float[] to, int at, int ld) {
        int t = first(block);
        int steps = first(block + 1) - t;
        boolean initial = block == 0;
        Taps.multiply(
                rows,
                vectors,
                initial ? starts : to,
                initial ? 0 : at,
                initial ? startWidth : ld,
                steps,
                panels,
                panel(0, block),
                x,
                base,
                offsets,
                t,
                to,
                at,
                ld);
    }

    private void multiplyRow(int row, float[] x, int base) {
        int to = row * cols;
        Arrays.fill(result, to, to + cols, starts[row]);
        int[] offsets = taps.offsets();
        for (int b = 0; b < blocks; b++) {
            int a = panel(row, b) - first(b);
            for (int t = first(b); t < first(b + 1); t++) {
                ScalarLoops.add(panels[a + t], x, base + offsets[t], result, to, cols);
            }
        }
    }

    /** Copies a row of the result to a map, without the numbers between the rows of the map. */
    private void store(int row, float[] out, int to) {
        int height = taps.outRows();
        int width = taps.outCols();
        int from = row * cols;
        if (width == this.width) {
            System.arraycopy(result, from, out, to, height * width);
            return;
        }
        int r = 0;
        if (vector) {
            // A vector may extend into rows that are stored later, but not beyond the map.
            int surplus = (width + lanes - 1) / lanes * lanes - width;
            r = Math.max(0, height - (surplus + width - 1) / width);
            VectorLoops.copyRows(r, width, result, from, this.width, out, to, width);
        }
        for (; r < height; r++) {
            System.arraycopy(result, from + r * this.width, out, to + r * width, width);
        }
    }

    private void scatter(ConvGeometry g, int a, int b, float[] dx, int dxo) {
        int size = g.rows().size() * g.cols().size();
        int strideRows = g.rows().stride();
        int strideCols = g.cols().stride();
        for (int t = 0; t < rows; t++) {
            if (strideRows == 1 && strideCols == 1) {
                store(t, dx, dxo + t * size);
                continue;
            }
            for (int r = 0; r < taps.outRows(); r++) {
                int from = t * cols + r * maps.width();
                int to = dxo + t * size + (r * strideRows + a) * g.cols().size() + b;
                for (int q = 0; q < taps.outCols(); q++) {
                    dx[to + q * strideCols] = result[from + q];
                }
            }
        }
    }
}
