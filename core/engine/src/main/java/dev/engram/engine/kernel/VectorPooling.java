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
 * {@link PaddedMaps}. The places are integers in float lanes, which are only moved. Windows of three by three with a
 * stride of two read rows in place: shifts join the even lanes of two vectors, and the odd ones, as in {@link
 * PairPooling}, which serves windows of two by two neighbours. An instance is reused.
 */
final class VectorPooling {
    private final PairPooling pairs = new PairPooling();
    private final PaddedMaps maps = new PaddedMaps(true);
    private final float[] lowest = new float[LANES];

    private PoolGeometry geometry;
    private int[] offsets = {};
    private int taps;
    /** The windows of a map, and the meaningless ones between its rows, in vectors. */
    private int vectors;
    /** The place of the first real element of each window, then for each tap the places of all windows. */
    private float[] places = {};
    /** The maxima of a map and their places. */
    private float[] numbers = {};

    private float[] winners = {};
    /** The distance between two rows of the maxima. */
    private int distance;

    /** For each vector of windows of three: its first number, and the distance to that of its odd lanes. */
    private int[] origins = {};

    private int[] seconds = {};
    /** The place of the first element of each window, and the first real one relative to it, by lane. */
    private float[] corners = {};

    private float[] starts = {};

    VectorPooling() {
        Arrays.fill(lowest, Float.NEGATIVE_INFINITY);
    }

    void max(PoolGeometry g, int batch, float[] x, int xo, float[] out, int oo, int[] argmax, int ao) {
        if (PairPooling.serves(g)) {
            pairs.max(g, batch, x, xo, out, oo, argmax, ao);
            return;
        }
        boolean triples = isTriple(g.rows()) && isTriple(g.cols());
        if (triples) {
            prepareTriples(g);
        } else {
            prepare(g);
        }
        int size = g.rows().size() * g.cols().size();
        int p = g.positions();
        int end = oo + batch * g.channels() * p;
        for (int m = 0, to = 0; m < batch * g.channels(); m++, to += p) {
            maps.load(x, xo + m * size, 0);
            if (triples) {
                triples();
            } else {
                windows();
            }
            store(g, out, oo + to, end, argmax, ao + to);
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
        int width = maps.width();
        distance = width;
        vectors = ((rows.outputs() - 1) * width + cols.outputs() + LANES - 1) / LANES;
        offsets = offsets.length < taps ? new int[taps] : offsets;
        places = capacity(places, Math.multiplyExact(taps + 1, vectors * LANES));
        numbers = capacity(numbers, (vectors + 1) * LANES);
        winners = capacity(winners, (vectors + 1) * LANES);
        for (int i = 0; i < rows.outputs(); i++) {
            for (int j = 0; j < cols.outputs(); j++) {
                places[i * width + j] = Float.intBitsToFloat(firstReal(rows, i) * cols.size() + firstReal(cols, j));
            }
        }
        for (int u = 0, t = 0; u < rows.kernel(); u++) {
            for (int v = 0; v < cols.kernel(); v++, t++) {
                prepareTap(g, t, u, v);
            }
        }
    }

    private static boolean isTriple(WindowAxis axis) {
        return axis.kernel() == 3 && axis.stride() == 2 && axis.dilation() == 1;
    }

    /** A vector has the windows of two rows if they are short. */
    private void prepareTriples(PoolGeometry g) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int firstRow = rows.position(0, 0);
        int firstCol = cols.position(0, 0);
        maps.source(1, rows.size(), cols.size(), 1, 1);
        maps.reach(
                firstRow,
                firstRow + 2,
                2 * rows.outputs() - 1,
                firstCol,
                firstCol + 2,
                2 * cols.outputs() - 1,
                1,
                Float.NEGATIVE_INFINITY);
        if (g == geometry) {
            return;
        }
        geometry = g;
        boolean paired = 2 * cols.outputs() <= LANES;
        int perRow = (cols.outputs() + LANES - 1) / LANES;
        vectors = paired ? (rows.outputs() + 1) / 2 : rows.outputs() * perRow;
        distance = paired ? LANES / 2 : perRow * LANES;
        origins = origins.length < vectors ? new int[vectors] : origins;
        seconds = seconds.length < vectors ? new int[vectors] : seconds;
        corners = capacity(corners, vectors * LANES);
        starts = capacity(starts, vectors * LANES);
        numbers = capacity(numbers, (vectors + 1) * LANES);
        winners = capacity(winners, (vectors + 1) * LANES);
        int first = maps.offset(0, 0, 0, firstRow, firstCol);
        for (int k = 0; k < vectors; k++) {
            int at = k * LANES;
            int row = at / distance;
            origins[k] = first + 2 * (row * maps.width() + at % distance);
            boolean both = row + 1 < rows.outputs();
            int nextRow = both ? 2 * maps.width() : 0;
            seconds[k] = paired ? nextRow : LANES;
            for (int p = 0; p < LANES; p++) {
                int i = Math.min((at + p) / distance, rows.outputs() - 1);
                int j = Math.min((at + p) % distance, cols.outputs() - 1);
                int corner = rows.position(i, 0) * cols.size() + cols.position(j, 0);
                int real = firstReal(rows, i) * cols.size() + firstReal(cols, j);
                int lane = 2 * p < LANES ? 2 * p : 2 * p - LANES + 1;
                corners[at + p] = Float.intBitsToFloat(corner);
                starts[at + lane] = Float.intBitsToFloat(real - corner);
            }
        }
    }

    static float[] capacity(float[] array, int length) {
        return array.length < length ? new float[length] : array;
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
        int first = (t + 1) * vectors * LANES;
        for (int i = 0; i < rows.outputs(); i++) {
            for (int j = 0; j < cols.outputs(); j++) {
                int place = rows.position(i, u) * cols.size() + cols.position(j, v);
                places[first + i * maps.width() + j] = Float.intBitsToFloat(place);
            }
        }
    }

    /**
     * The windows of a map, two vectors at a time, because each comparison waits for the one before. The last vector
     * of an odd number is computed twice.
     */
    private void windows() {
        float[] x = maps.array(0);
        int base = maps.base(0);
        for (int k = 0; k < vectors; k += 2) {
            int j = k * LANES;
            int l = Math.min(k + 1, vectors - 1) * LANES;
            FloatVector best = FloatVector.fromArray(FLOATS, lowest, 0);
            FloatVector other = FloatVector.fromArray(FLOATS, lowest, 0);
            FloatVector place = FloatVector.fromArray(FLOATS, places, j);
            FloatVector otherPlace = FloatVector.fromArray(FLOATS, places, l);
            for (int t = 0, at = vectors * LANES; t < taps; t++, at += vectors * LANES) {
                FloatVector number = FloatVector.fromArray(FLOATS, x, base + j + offsets[t]);
                // Greater or NaN, and the best is not NaN.
                VectorMask<Float> wins = best.compare(VectorOperators.EQ, best)
                        .and(number.compare(VectorOperators.LE, best).not());
                best = best.blend(number, wins);
                place = place.blend(FloatVector.fromArray(FLOATS, places, at + j), wins);
                number = FloatVector.fromArray(FLOATS, x, base + l + offsets[t]);
                wins = other.compare(VectorOperators.EQ, other)
                        .and(number.compare(VectorOperators.LE, other).not());
                other = other.blend(number, wins);
                otherPlace = otherPlace.blend(FloatVector.fromArray(FLOATS, places, at + l), wins);
            }
            best.intoArray(numbers, j);
            other.intoArray(numbers, l);
            place.intoArray(winners, j);
            otherPlace.intoArray(winners, l);
        }
    }

    /**
     * The windows of three by three numbers of a map, which begin at every second number. The maxima of the rows do not
     * wait for each other.
     */
    private void triples() {
        float[] x = maps.array(0);
        int cols = geometry.cols().size();
        FloatVector one = FloatVector.broadcast(FLOATS, Float.intBitsToFloat(1));
        FloatVector two = FloatVector.broadcast(FLOATS, Float.intBitsToFloat(2));
        for (int k = 0; k < vectors; k++) {
            int at = maps.base(0) + origins[k];
            int second = seconds[k];
            FloatVector best = FloatVector.fromArray(FLOATS, lowest, 0);
            FloatVector place = FloatVector.fromArray(FLOATS, starts, k * LANES);
            for (int u = 0; u < 3; u++, at += maps.width()) {
                FloatVector a = FloatVector.fromArray(FLOATS, x, at);
                FloatVector b = FloatVector.fromArray(FLOATS, x, at + second);
                FloatVector row = a.reinterpretAsLongs()
                        .and(VectorTranspose.EVEN_LANE)
                        .or(b.reinterpretAsLongs().lanewise(VectorOperators.LSHL, VectorTranspose.LANE))
                        .reinterpretAsFloats();
                FloatVector number = b.reinterpretAsLongs()
                        .and(~VectorTranspose.EVEN_LANE)
                        .or(a.reinterpretAsLongs().lanewise(VectorOperators.LSHR, VectorTranspose.LANE))
                        .reinterpretAsFloats();
                // Greater or NaN, and the one before is not NaN.
                VectorMask<Float> wins = row.compare(VectorOperators.EQ, row)
                        .and(number.compare(VectorOperators.LE, row).not());
                row = row.blend(number, wins);
                FloatVector tap = FloatVector.broadcast(FLOATS, 0f).blend(one, wins);
                number = FloatVector.fromArray(FLOATS, x, at + 2)
                        .reinterpretAsLongs()
                        .and(VectorTranspose.EVEN_LANE)
                        .or(FloatVector.fromArray(FLOATS, x, at + second + 2)
                                .reinterpretAsLongs()
                                .lanewise(VectorOperators.LSHL, VectorTranspose.LANE))
                        .reinterpretAsFloats();
                wins = row.compare(VectorOperators.EQ, row)
                        .and(number.compare(VectorOperators.LE, row).not());
                row = row.blend(number, wins);
                tap = tap.blend(two, wins);
                wins = best.compare(VectorOperators.EQ, best)
                        .and(row.compare(VectorOperators.LE, best).not());
                best = best.blend(row, wins);
                place = place.blend(tap.reinterpretAsInts().add(u * cols).reinterpretAsFloats(), wins);
            }
            best.rearrange(VectorTranspose.EVEN_FIRST).intoArray(numbers, k * LANES);
            place.rearrange(VectorTranspose.EVEN_FIRST)
                    .reinterpretAsInts()
                    .add(FloatVector.fromArray(FLOATS, corners, k * LANES).reinterpretAsInts())
                    .reinterpretAsFloats()
                    .intoArray(winners, k * LANES);
        }
    }

    /** Copies the windows of a map without those between its rows; {@code end} is the end of all outputs. */
    private void store(PoolGeometry g, float[] out, int oo, int end, int[] argmax, int ao) {
        int rows = g.rows().outputs();
        int cols = g.cols().outputs();
        int width = distance;
        // Whole vectors may extend into outputs that are stored later.
        int written = (cols + LANES - 1) / LANES * LANES;
        int whole = Math.max(0, Math.min(rows, Math.floorDiv(end - written - oo, cols) + 1));
        VectorLoops.copyRows(whole, cols, numbers, 0, width, out, oo, cols);
        for (int i = 0; i < whole; i++) {
            for (int j = 0; j < cols; j += LANES) {
                FloatVector.fromArray(FLOATS, winners, i * width + j)
                        .reinterpretAsInts()
                        .intoArray(argmax, ao + i * cols + j);
            }
        }
        for (int i = whole; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[oo + i * cols + j] = numbers[i * width + j];
                argmax[ao + i * cols + j] = Float.floatToRawIntBits(winners[i * width + j]);
            }
        }
    }
}
