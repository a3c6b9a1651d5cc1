package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;

import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.WindowAxis;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Pooling#max} for windows of two by two neighbours. Two vectors of a row have a window in each pair of
 * lanes. Shifts join their even lanes, and their odd lanes, to a vector with a lane for each window; the windows of
 * the second vector are then in the odd lanes, and the result is put in order. Long rows are read in place. Short
 * ones are joined to long ones first. An instance is reused.
 */
final class PairPooling {
    /** The windows that are joined at a time, approximately. */
    private static final int JOINED = 512;

    /** The places of the windows of a vector of a long row. */
    private final float[] rowPlaces = new float[LANES];
    /** The places of all windows of joined rows. */
    private float[] places = {};
    /** Upper rows, and behind them lower rows. */
    private float[] joined = {};
    /** The distance from the joined upper rows to the lower ones. */
    private int lower;

    /** The distance from a vector to the next one, in inputs and in windows. */
    private int inputs;

    private int windows;
    private int width;
    private PoolGeometry geometry;
    private int together;

    PairPooling() {
        for (int lane = 0; lane < LANES; lane++) {
            rowPlaces[lane] = Float.intBitsToFloat(2 * lane);
        }
    }

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
        int all = batch * g.channels();
        int maps = Math.min(all, Math.max(1, JOINED / g.positions()));
        if (cols > LANES / 2 || maps * g.positions() < LANES) {
            rows(g, all, x, xo, out, oo, argmax, ao);
            return;
        }
        if (g != geometry || maps != together) {
            geometry = g;
            together = maps;
            prepareJoined();
        }
        for (int m = 0; m < all; m += together) {
            // The last maps overlap those before.
            int first = Math.min(m, all - together);
            int to = first * g.positions();
            join(x, xo + first * g.rows().size() * width);
            joinedWindows(out, oo + to, argmax, ao + to);
        }
    }

    private void prepareJoined() {
        int cols = geometry.cols().outputs();
        int all = together * geometry.positions();
        places = VectorPooling.capacity(places, all);
        for (int k = 0; k < all; k++) {
            int window = k % geometry.positions();
            places[k] = Float.intBitsToFloat(window / cols * 2 * width + window % cols * 2);
        }
        lower = 2 * all + 2 * LANES;
        joined = VectorPooling.capacity(joined, 2 * lower);
    }

    /** Copies the rows of some maps to the joined rows. */
    private void join(float[] x, int xo) {
        if (geometry.cols().size() == LANES / 2 && geometry.rows().size() % 4 == 0) {
            joinHalves(together * geometry.rows().size() / 4, x, xo);
            return;
        }
        int len = 2 * geometry.cols().outputs();
        int rows = geometry.rows().outputs();
        int read = (len + LANES - 1) / LANES * LANES;
        for (int m = 0, to = 0; m < together; m++, to += rows * len) {
            int from = xo + m * geometry.rows().size() * width;
            int whole = Math.max(0, Math.min(rows, Math.floorDiv(x.length - read - width - from, 2 * width) + 1));
            VectorLoops.copyRows(whole, len, x, from, 2 * width, joined, to, len);
            VectorLoops.copyRows(whole, len, x, from + width, 2 * width, joined, lower + to, len);
            for (int r = whole; r < rows; r++) {
                System.arraycopy(x, from + 2 * r * width, joined, to + r * len, len);
                System.arraycopy(x, from + (2 * r + 1) * width, joined, lower + to + r * len, len);
            }
        }
    }

    /** Copies {@code n} times four rows of half a vector. */
    private void joinHalves(int n, float[] x, int xo) {
        for (int k = 0, from = xo, to = 0; k < n; k++, from += 2 * LANES, to += LANES) {
            FloatVector between = FloatVector.fromArray(FLOATS, x, from + LANES / 2);
            FloatVector.fromArray(FLOATS, x, from)
                    .blend(between, VectorTranspose.SECOND_HALF)
                    .intoArray(joined, to);
            between.blend(FloatVector.fromArray(FLOATS, x, from + LANES), VectorTranspose.SECOND_HALF)
                    .intoArray(joined, lower + to);
        }
    }

    private void joinedWindows(float[] out, int oo, int[] argmax, int ao) {
        int all = together * geometry.positions();
        inputs = 2 * LANES;
        windows = LANES;
        vectors(all / LANES, places, 0, LANES, 0, joined, 0, lower, out, oo, argmax, ao);
        int last = all - LANES;
        if (all % LANES > 0) {
            // The last vector overlaps the one before.
            vectors(1, places, last, LANES, 0, joined, 2 * last, lower, out, oo + last, argmax, ao + last);
        }
    }

    private void rows(PoolGeometry g, int maps, float[] x, int xo, float[] out, int oo, int[] argmax, int ao) {
        int size = g.rows().size() * width;
        int p = g.positions();
        if (g.cols().outputs() < LANES) {
            inputs = 2 * width;
            windows = g.cols().outputs();
            for (int m = 0; m < maps; m++) {
                shortRows(g, maps * p - m * p, x, xo + m * size, out, oo + m * p, argmax, ao + m * p);
            }
            return;
        }
        inputs = 2 * LANES;
        windows = LANES;
        int cols = g.cols().outputs();
        int last = cols - LANES;
        for (int r = 0, to = 0; r < maps * g.rows().outputs(); r++, to += cols) {
            int place = r % g.rows().outputs() * 2 * width;
            int from = xo + r / g.rows().outputs() * size + place;
            vectors(cols / LANES, rowPlaces, 0, 0, place, x, from, width, out, oo + to, argmax, ao + to);
            if (cols % LANES > 0) {
                // The last vector overlaps the one before.
                int at = to + last;
                from += 2 * last;
                vectors(1, rowPlaces, 0, 0, place + 2 * last, x, from, width, out, oo + at, argmax, ao + at);
            }
        }
    }

    /**
     * A map whose rows have fewer windows than a vector, which extends into windows that are computed later. There are
     * {@code left} windows in this map and behind it.
     */
    private void shortRows(PoolGeometry g, int left, float[] x, int map, float[] out, int oo, int[] argmax, int ao) {
        int read = width + 2 * LANES;
        int n = Math.min(Math.floorDiv(x.length - read - map, inputs), Math.floorDiv(left - LANES, windows));
        n = Math.max(0, Math.min(n + 1, g.rows().outputs()));
        vectors(n, rowPlaces, 0, 0, 0, x, map, width, out, oo, argmax, ao);
        for (int i = n; i < g.rows().outputs(); i++) {
            row(g, i, x, map, out, oo + i * windows, argmax, ao + i * windows);
        }
    }

    /** A row without vectors. */
    private static void row(PoolGeometry g, int row, float[] x, int map, float[] out, int oo, int[] argmax, int ao) {
        for (int j = 0; j < g.cols().outputs(); j++) {
            int best = ScalarLoops.argmax(g, x, map, row, j);
            argmax[ao + j] = best;
            out[oo + j] = x[map + best];
        }
    }

    /**
     * Some vectors of windows. The place of a window is the one in the table, plus {@code place} and what was read
     * before if the table is for one vector ({@code tableStep} is 0).
     */
    private void vectors(
            int n,
            float[] table,
            int at,
            int tableStep,
            int place,
            float[] x,
            int from,
            int distance,
            float[] out,
            int oo,
            int[] argmax,
            int ao) {
        int step = tableStep == 0 ? inputs : 0;
        for (int k = 0; k < n; k++) {
            int upper = from + k * inputs;
            int below = upper + distance;
            FloatVector u0 = FloatVector.fromArray(FLOATS, x, upper);
            FloatVector u1 = FloatVector.fromArray(FLOATS, x, upper + LANES);
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
            VectorMask<Float> wins = best.compare(VectorOperators.EQ, best)
                    .and(right.compare(VectorOperators.LE, best).not());
            best = best.blend(right, wins);
            tap = tap.blend(FloatVector.broadcast(FLOATS, Float.intBitsToFloat(1)), wins);
            FloatVector l0 = FloatVector.fromArray(FLOATS, x, below);
            FloatVector l1 = FloatVector.fromArray(FLOATS, x, below + LANES);
            FloatVector left = l0.reinterpretAsLongs()
                    .and(VectorTranspose.EVEN_LANE)
                    .or(l1.reinterpretAsLongs().lanewise(VectorOperators.LSHL, VectorTranspose.LANE))
                    .reinterpretAsFloats();
            wins = best.compare(VectorOperators.EQ, best)
                    .and(left.compare(VectorOperators.LE, best).not());
            best = best.blend(left, wins);
            tap = tap.blend(FloatVector.broadcast(FLOATS, Float.intBitsToFloat(width)), wins);
            right = l1.reinterpretAsLongs()
                    .and(~VectorTranspose.EVEN_LANE)
                    .or(l0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, VectorTranspose.LANE))
                    .reinterpretAsFloats();
            wins = best.compare(VectorOperators.EQ, best)
                    .and(right.compare(VectorOperators.LE, best).not());
            best = best.blend(right, wins);
            tap = tap.blend(FloatVector.broadcast(FLOATS, Float.intBitsToFloat(width + 1)), wins);
            best.rearrange(VectorTranspose.EVEN_FIRST).intoArray(out, oo + k * windows);
            tap.rearrange(VectorTranspose.EVEN_FIRST)
                    .reinterpretAsInts()
                    .add(FloatVector.fromArray(FLOATS, table, at + k * tableStep)
                            .reinterpretAsInts())
                    .add(place + k * step)
                    .intoArray(argmax, ao + k * windows);
        }
    }
}
