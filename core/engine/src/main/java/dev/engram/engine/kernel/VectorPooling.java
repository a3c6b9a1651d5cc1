package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Pooling#max} in the Vector API: neighbouring windows are the lanes, and the elements of a window are shifted
 * {@link PaddedMaps}. The places are integers in float lanes, which are only moved. An instance is reused.
 */
final class VectorPooling {
    private final PaddedMaps maps = new PaddedMaps();
    private final float[] lowest = new float[LANES];
    /** A vector of outputs that does not fit into a row. */
    private final float[] edge = new float[LANES];

    private final int[] edgePlaces = new int[LANES];

    private PoolGeometry geometry;
    private int[] offsets = {};
    private int taps;
    /** The place of the first real element of each window, then for each tap the places of all windows. */
    private float[] places = {};

    VectorPooling() {
        Arrays.fill(lowest, Float.NEGATIVE_INFINITY);
    }

    void max(PoolGeometry g, int batch, float[] x, int xo, float[] out, int oo, int[] argmax, int ao) {
        prepare(g);
        int size = g.rows().size() * g.cols().size();
        int p = g.positions();
        int cols = g.cols().outputs();
        boolean contiguous = cols == maps.width();
        for (int m = 0; m < batch * g.channels(); m++) {
            maps.load(x, xo + m * size, 0);
            if (contiguous) {
                row(0, p, maps.base(0), p, out, oo + m * p, argmax, ao + m * p);
                continue;
            }
            for (int i = 0, at = 0; i < g.rows().outputs(); i++, at += cols) {
                row(at, cols, maps.base(0) + i * maps.width(), p, out, oo + m * p + at, argmax, ao + m * p + at);
            }
        }
    }

    private void prepare(PoolGeometry g) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        maps.source(1, rows.size(), cols.size(), rows.stride(), cols.stride());
        maps.reach(
                Math.floorDiv(rows.position(0, 0), rows.stride()),
                Math.floorDiv(rows.position(0, rows.kernel() - 1), rows.stride()),
                rows.outputs(),
                Math.floorDiv(cols.position(0, 0), cols.stride()),
                Math.floorDiv(cols.position(0, cols.kernel() - 1), cols.stride()),
                cols.outputs(),
                1,
                Float.NEGATIVE_INFINITY);
        if (g == geometry) {
            return;
        }
        geometry = g;
        taps = rows.kernel() * cols.kernel();
        int p = g.positions();
        offsets = offsets.length < taps ? new int[taps] : offsets;
        int length = Math.addExact(Math.multiplyExact(taps + 1, p), LANES);
        places = places.length < length ? new float[length] : places;
        for (int i = 0, at = 0; i < rows.outputs(); i++) {
            for (int j = 0; j < cols.outputs(); j++, at++) {
                places[at] = Float.intBitsToFloat(firstReal(rows, i) * cols.size() + firstReal(cols, j));
            }
        }
        for (int u = 0, t = 0; u < rows.kernel(); u++) {
            for (int v = 0; v < cols.kernel(); v++, t++) {
                prepareTap(g, t, u, v);
            }
        }
    }

    private static int firstReal(WindowAxis axis, int window) {
        int u = 0;
        while (!axis.contains(axis.position(window, u))) {
            u++;
        }
        return axis.position(window, u);
    }

    private void prepareTap(PoolGeometry g, int t, int u, int v) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int r = rows.position(0, u);
        int q = cols.position(0, v);
        offsets[t] = maps.offset(
                0,
                Math.floorMod(r, rows.stride()),
                Math.floorMod(q, cols.stride()),
                Math.floorDiv(r, rows.stride()),
                Math.floorDiv(q, cols.stride()));
        for (int i = 0, at = (t + 1) * g.positions(); i < rows.outputs(); i++) {
            for (int j = 0; j < cols.outputs(); j++, at++) {
                places[at] = Float.intBitsToFloat(rows.position(i, u) * cols.size() + cols.position(j, v));
            }
        }
    }

    /** The windows of a row, the first of which has the index {@code at}; the last vector overlaps the one before. */
    private void row(int at, int cols, int base, int p, float[] out, int oo, int[] argmax, int ao) {
        if (cols >= LANES) {
            vectors(cols / LANES, at, base, p, out, oo, argmax, ao);
            int last = cols - LANES;
            if (cols % LANES > 0) {
                vectors(1, at + last, base + last, p, out, oo + last, argmax, ao + last);
            }
        } else {
            vectors(1, at, base, p, edge, 0, edgePlaces, 0);
            for (int j = 0; j < cols; j++) {
                out[oo + j] = edge[j];
                argmax[ao + j] = edgePlaces[j];
            }
        }
    }

    private void vectors(int n, int at, int base, int p, float[] out, int oo, int[] argmax, int ao) {
        float[] x = maps.array(0);
        for (int j = 0; j < n * LANES; j += LANES) {
            FloatVector best = FloatVector.fromArray(FLOATS, lowest, 0);
            FloatVector place = FloatVector.fromArray(FLOATS, places, at + j);
            for (int t = 0, k = at + j + p; t < taps; t++, k += p) {
                FloatVector number = FloatVector.fromArray(FLOATS, x, base + j + offsets[t]);
                // Greater or NaN, and the best is not NaN.
                VectorMask<Float> wins =
                        best.compare(VectorOperators.EQ, best).andNot(number.compare(VectorOperators.LE, best));
                best = best.blend(number, wins);
                place = place.blend(FloatVector.fromArray(FLOATS, places, k), wins);
            }
            best.intoArray(out, oo + j);
            place.reinterpretAsInts().intoArray(argmax, ao + j);
        }
    }
}
