package dev.engram.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares of as many rows as a vector has lanes (Eklundh's method): for s = 8, 4, 2, 1 the rows r and r +
 * s swap the blocks of s columns off the diagonal. Two stages at a time stay in registers; between them the square is
 * in working memory.
 *
 * <p>For s = 1, two lanes are shifted as one long. Unlike a shuffle, a shift has no indices that the API checks: 0.25
 * to 0.29 instead of 0.30 to 0.33 ns per number.
 */
final class VectorTranspose {
    private static final VectorSpecies<Float> FLOATS = VectorTiles.FLOATS;
    private static final int LANES = VectorTiles.LANES;
    private static final VectorShuffle<Float> SWAP8 = swap(8);
    private static final VectorShuffle<Float> SWAP4 = swap(4);
    private static final VectorShuffle<Float> SWAP2 = swap(2);
    /** The even lanes, then the odd ones. */
    static final VectorShuffle<Float> EVEN_FIRST =
            VectorShuffle.fromOp(FLOATS, lane -> 2 * lane < LANES ? 2 * lane : 2 * lane - LANES + 1);

    static final VectorMask<Float> SECOND_HALF = odd(LANES / 2);

    private static final VectorMask<Float> ODD8 = odd(8);
    private static final VectorMask<Float> ODD4 = odd(4);
    private static final VectorMask<Float> ODD2 = odd(2);
    private static final VectorMask<Float> ODD1 = odd(1);

    /** A left shift of a long by this many bits moves its even lane to the odd one. */
    static final int LANE = Float.SIZE;
    /** The even lane of a long. */
    static final long EVEN_LANE = 0xffffffffL;

    private VectorTranspose() {}

    private static VectorShuffle<Float> swap(int s) {
        return VectorShuffle.fromOp(FLOATS, lane -> (lane ^ s) & (LANES - 1));
    }

    private static VectorMask<Float> odd(int s) {
        boolean[] odd = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            odd[lane] = (lane & s) != 0;
        }
        return VectorMask.fromArray(FLOATS, odd, 0);
    }

    /**
     * Like {@link Transpose#panel}. The last square of columns overlaps the previous one if their number is not a
     * multiple of the lanes.
     */
    static void panel(int cols, int real, float[] from, int fo, int ldf, float[] to, int at, int ldt, float[] square) {
        for (int c = 0; c < cols; c += LANES) {
            int first = Math.min(c, cols - LANES);
            if (LANES == 16) {
                far16(real, from, fo + first, ldf, square);
            } else if (LANES == 8) {
                far8(real, from, fo + first, ldf, square);
            } else {
                far4(real, from, fo + first, ldf, square);
            }
            near(square, to, at + first * ldt, ldt);
        }
    }

    /** Divides {@code 2 * n} vectors into the numbers at even and at odd places. */
    static void splitPairs(int n, float[] from, int fo, float[] to, int even, int odd) {
        for (int v = 0; v < n; v++) {
            FloatVector a = FloatVector.fromArray(FLOATS, from, fo + 2 * v * LANES);
            FloatVector b = FloatVector.fromArray(FLOATS, from, fo + (2 * v + 1) * LANES);
            // Numbers of a in the even lanes, of b in the odd ones.
            a.reinterpretAsLongs()
                    .and(EVEN_LANE)
                    .or(b.reinterpretAsLongs().lanewise(VectorOperators.LSHL, LANE))
                    .reinterpretAsFloats()
                    .rearrange(EVEN_FIRST)
                    .intoArray(to, even + v * LANES);
            b.reinterpretAsLongs()
                    .and(~EVEN_LANE)
                    .or(a.reinterpretAsLongs().lanewise(VectorOperators.LSHR, LANE))
                    .reinterpretAsFloats()
                    .rearrange(EVEN_FIRST)
                    .intoArray(to, odd + v * LANES);
        }
    }

    /**
     * The sums of sixteen numbers of each of {@link #LANES} = 16 rows, in halves: s[l] + s[l + 8], then + 4, + 2, + 1.
     * After each stage of the transposition, the two vectors of a pair are added instead of kept.
     */
    static void sumRows16(float[] rows, float[] square, float[] sums) {
        for (int g = 0; g < 4; g++) {
            FloatVector a0 = FloatVector.fromArray(FLOATS, rows, g * LANES);
            FloatVector a1 = FloatVector.fromArray(FLOATS, rows, (g + 4) * LANES);
            FloatVector a2 = FloatVector.fromArray(FLOATS, rows, (g + 8) * LANES);
            FloatVector a3 = FloatVector.fromArray(FLOATS, rows, (g + 12) * LANES);
            FloatVector b0 =
                    a0.blend(a2.rearrange(SWAP8), ODD8).add(a0.rearrange(SWAP8).blend(a2, ODD8));
            FloatVector b1 =
                    a1.blend(a3.rearrange(SWAP8), ODD8).add(a1.rearrange(SWAP8).blend(a3, ODD8));
            b0.blend(b1.rearrange(SWAP4), ODD4)
                    .add(b0.rearrange(SWAP4).blend(b1, ODD4))
                    .intoArray(square, g * LANES);
        }
        FloatVector a0 = FloatVector.fromArray(FLOATS, square, 0);
        FloatVector a1 = FloatVector.fromArray(FLOATS, square, LANES);
        FloatVector a2 = FloatVector.fromArray(FLOATS, square, 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(FLOATS, square, 3 * LANES);
        FloatVector b0 =
                a0.blend(a2.rearrange(SWAP2), ODD2).add(a0.rearrange(SWAP2).blend(a2, ODD2));
        FloatVector b1 =
                a1.blend(a3.rearrange(SWAP2), ODD2).add(a1.rearrange(SWAP2).blend(a3, ODD2));
        b0.blend(b1.reinterpretAsLongs().lanewise(VectorOperators.LSHL, LANE).reinterpretAsFloats(), ODD1)
                .add(b0.reinterpretAsLongs()
                        .lanewise(VectorOperators.LSHR, LANE)
                        .reinterpretAsFloats()
                        .blend(b1, ODD1))
                .intoArray(sums, 0);
    }

    private static int row(int r, int real, int ldf) {
        return Math.min(r, real - 1) * ldf;
    }

    private static void far16(int real, float[] from, int fo, int ldf, float[] square) {
        for (int g = 0; g < 4; g++) {
            FloatVector a0 = FloatVector.fromArray(FLOATS, from, fo + row(g, real, ldf));
            FloatVector a1 = FloatVector.fromArray(FLOATS, from, fo + row(g + 4, real, ldf));
            FloatVector a2 = FloatVector.fromArray(FLOATS, from, fo + row(g + 8, real, ldf));
            FloatVector a3 = FloatVector.fromArray(FLOATS, from, fo + row(g + 12, real, ldf));
            FloatVector b0 = a0.blend(a2.rearrange(SWAP8), ODD8);
            FloatVector b1 = a1.blend(a3.rearrange(SWAP8), ODD8);
            FloatVector b2 = a0.rearrange(SWAP8).blend(a2, ODD8);
            FloatVector b3 = a1.rearrange(SWAP8).blend(a3, ODD8);
            int s = g * LANES;
            b0.blend(b1.rearrange(SWAP4), ODD4).intoArray(square, s);
            b0.rearrange(SWAP4).blend(b1, ODD4).intoArray(square, s + 4 * LANES);
            b2.blend(b3.rearrange(SWAP4), ODD4).intoArray(square, s + 8 * LANES);
            b2.rearrange(SWAP4).blend(b3, ODD4).intoArray(square, s + 12 * LANES);
        }
    }

    private static void far8(int real, float[] from, int fo, int ldf, float[] square) {
        for (int g = 0; g < 4; g++) {
            FloatVector a0 = FloatVector.fromArray(FLOATS, from, fo + row(g, real, ldf));
            FloatVector a1 = FloatVector.fromArray(FLOATS, from, fo + row(g + 4, real, ldf));
            a0.blend(a1.rearrange(SWAP4), ODD4).intoArray(square, g * LANES);
            a0.rearrange(SWAP4).blend(a1, ODD4).intoArray(square, (g + 4) * LANES);
        }
    }

    private static void far4(int real, float[] from, int fo, int ldf, float[] square) {
        for (int g = 0; g < LANES; g++) {
            FloatVector.fromArray(FLOATS, from, fo + row(g, real, ldf)).intoArray(square, g * LANES);
        }
    }

    private static void near(float[] square, float[] to, int at, int ldt) {
        for (int g = 0; g < LANES; g += 4) {
            FloatVector a0 = FloatVector.fromArray(FLOATS, square, g * LANES);
            FloatVector a1 = FloatVector.fromArray(FLOATS, square, (g + 1) * LANES);
            FloatVector a2 = FloatVector.fromArray(FLOATS, square, (g + 2) * LANES);
            FloatVector a3 = FloatVector.fromArray(FLOATS, square, (g + 3) * LANES);
            FloatVector b0 = a0.blend(a2.rearrange(SWAP2), ODD2);
            FloatVector b1 = a1.blend(a3.rearrange(SWAP2), ODD2);
            FloatVector b2 = a0.rearrange(SWAP2).blend(a2, ODD2);
            FloatVector b3 = a1.rearrange(SWAP2).blend(a3, ODD2);
            int t = at + g * ldt;
            b0.blend(
                            b1.reinterpretAsLongs()
                                    .lanewise(VectorOperators.LSHL, LANE)
                                    .reinterpretAsFloats(),
                            ODD1)
                    .intoArray(to, t);
            b0.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, LANE)
                    .reinterpretAsFloats()
                    .blend(b1, ODD1)
                    .intoArray(to, t + ldt);
            b2.blend(
                            b3.reinterpretAsLongs()
                                    .lanewise(VectorOperators.LSHL, LANE)
                                    .reinterpretAsFloats(),
                            ODD1)
                    .intoArray(to, t + 2 * ldt);
            b2.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, LANE)
                    .reinterpretAsFloats()
                    .blend(b3, ODD1)
                    .intoArray(to, t + 3 * ldt);
        }
    }
}
