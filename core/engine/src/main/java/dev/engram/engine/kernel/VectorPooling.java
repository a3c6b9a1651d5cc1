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
 * {@link PaddedMaps}. The places are integers in float lanes, which are only moved. {@link PairPooling} serves windows
 * of two by two neighbours. An instance is reused.
 */
final class VectorPooling {
    private final PairPooling pairs = new PairPooling();
    private final PaddedMaps maps = new PaddedMaps(true);
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
        if (PairPooling.serves(g)) {
            pairs.max(g, batch, x, xo, out, oo, argmax, ao);
            return;
        }
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

    /**
     * {@link Pooling#max} for windows of two by two neighbours, which are read in place. Two vectors of a row have a
     * window in each pair of lanes. Shifts join their even lanes, and their odd lanes, to a vector with a lane for each
     * window; the windows of the second vector are then in the odd lanes, and the result is put in order. An instance
     * is reused.
     */
    private static final class PairPooling {
        private static final int HALF = LANES / 2;

        /** The places of the first elements of the windows, in joined lanes, as integers in floats. */
        private final float[] places = new float[LANES];
        /** The distance from the first vector of a row to the second one. */
        private int second;
        /** The distance from a vector to the next one, in windows and in inputs. */
        private int windows;

        private int inputs;
        private int width;

        /** Returns whether the windows are pairs of neighbours in both directions, without padding. */
        static boolean serves(PoolGeometry g) {
            return pairs(g.rows()) && pairs(g.cols());
        }

        private static boolean pairs(WindowAxis axis) {
            return axis.kernel() == 2
                    && axis.stride() == 2
                    && axis.dilation() == 1
                    && axis.before() == 0
                    && 2 * axis.outputs() <= axis.size();
        }

        void max(PoolGeometry g, int batch, float[] x, int xo, float[] out, int oo, int[] argmax, int ao) {
            width = g.cols().size();
            int cols = g.cols().outputs();
            if (cols < LANES) {
                narrow(g, batch, x, xo, out, oo, argmax, ao);
                return;
            }
            prepare(LANES, LANES, 2 * LANES);
            int last = cols - LANES;
            for (int r = 0; r < batch * g.channels() * g.rows().outputs(); r++) {
                int place = r % g.rows().outputs() * 2 * width;
                int from = xo + r / g.rows().outputs() * g.rows().size() * width + place;
                int to = r * cols;
                vectors(cols / LANES, place, x, from, out, oo + to, argmax, ao + to);
                if (cols % LANES > 0) {
                    // The last vector overlaps the one before.
                    to += last;
                    vectors(1, place + 2 * last, x, from + 2 * last, out, oo + to, argmax, ao + to);
                }
            }
        }

        /** Rows that are shorter than a vector. It extends into windows that are computed later. */
        private void narrow(PoolGeometry g, int batch, float[] x, int xo, float[] out, int oo, int[] argmax, int ao) {
            int p = g.positions();
            int size = g.rows().size() * width;
            int cols = g.cols().outputs();
            // If a row has half a vector of windows, the second vector is that of the next row of windows.
            int rows = cols == HALF && g.rows().outputs() % 2 == 0 ? 2 : 1;
            prepare(rows == 2 ? 2 * width : LANES, rows * cols, 2 * rows * width);
            int read = rows == 2 ? 3 * width + LANES : width + 2 * LANES;
            int end = batch * g.channels() * p;
            for (int m = 0; m < batch * g.channels(); m++) {
                int from = xo + m * size;
                int to = m * p;
                int n = Math.min(
                        Math.floorDiv(x.length - read - from, inputs), Math.floorDiv(end - LANES - to, windows));
                n = Math.max(0, Math.min(n + 1, g.rows().outputs() / rows));
                vectors(n, 0, x, from, out, oo + to, argmax, ao + to);
                for (int k = n * windows; k < p; k++) {
                    int best = ScalarLoops.argmax(g, x, from, k / cols, k % cols);
                    argmax[ao + to + k] = best;
                    out[oo + to + k] = x[from + best];
                }
            }
        }

        private void prepare(int distance, int windowStep, int inputStep) {
            windows = windowStep;
            inputs = inputStep;
            if (second != distance) {
                second = distance;
                for (int lane = 0; lane < LANES; lane++) {
                    places[lane] = Float.intBitsToFloat(lane / 2 * 2 + lane % 2 * distance);
                }
            }
        }

        private void vectors(int n, int place, float[] x, int from, float[] out, int oo, int[] argmax, int ao) {
            FloatVector own = FloatVector.fromArray(FLOATS, places, 0);
            for (int k = 0; k < n; k++) {
                int upper = from + k * inputs;
                int lower = upper + width;
                FloatVector u0 = FloatVector.fromArray(FLOATS, x, upper);
                FloatVector u1 = FloatVector.fromArray(FLOATS, x, upper + second);
                FloatVector best = u0.reinterpretAsLongs()
                        .and(VectorTranspose.EVEN_LANE)
                        .or(u1.reinterpretAsLongs().lanewise(VectorOperators.LSHL, VectorTranspose.LANE))
                        .reinterpretAsFloats();
                FloatVector tap = FloatVector.broadcast(FLOATS, 0f);
                FloatVector right = u1.reinterpretAsLongs()
                        .and(~VectorTranspose.EVEN_LANE)
                        .or(u0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, VectorTranspose.LANE))
                        .reinterpretAsFloats();
                // Greater or NaN, and the best is not NaN.
                VectorMask<Float> wins =
                        best.compare(VectorOperators.EQ, best).andNot(right.compare(VectorOperators.LE, best));
                best = best.blend(right, wins);
                tap = tap.blend(FloatVector.broadcast(FLOATS, Float.intBitsToFloat(1)), wins);
                FloatVector l0 = FloatVector.fromArray(FLOATS, x, lower);
                FloatVector l1 = FloatVector.fromArray(FLOATS, x, lower + second);
                FloatVector left = l0.reinterpretAsLongs()
                        .and(VectorTranspose.EVEN_LANE)
                        .or(l1.reinterpretAsLongs().lanewise(VectorOperators.LSHL, VectorTranspose.LANE))
                        .reinterpretAsFloats();
                wins = best.compare(VectorOperators.EQ, best).andNot(left.compare(VectorOperators.LE, best));
                best = best.blend(left, wins);
                tap = tap.blend(FloatVector.broadcast(FLOATS, Float.intBitsToFloat(width)), wins);
                right = l1.reinterpretAsLongs()
                        .and(~VectorTranspose.EVEN_LANE)
                        .or(l0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, VectorTranspose.LANE))
                        .reinterpretAsFloats();
                wins = best.compare(VectorOperators.EQ, best).andNot(right.compare(VectorOperators.LE, best));
                best = best.blend(right, wins);
                tap = tap.blend(FloatVector.broadcast(FLOATS, Float.intBitsToFloat(width + 1)), wins);
                best.rearrange(VectorTranspose.EVEN_FIRST).intoArray(out, oo + k * windows);
                tap.reinterpretAsInts()
                        .add(own.reinterpretAsInts())
                        .add(place + k * inputs)
                        .reinterpretAsFloats()
                        .rearrange(VectorTranspose.EVEN_FIRST)
                        .reinterpretAsInts()
                        .intoArray(argmax, ao + k * windows);
            }
        }
    }
}
