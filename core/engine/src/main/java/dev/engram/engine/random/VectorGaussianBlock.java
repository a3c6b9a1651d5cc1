package dev.engram.engine.random;

import static dev.engram.engine.random.NormalQuantile.A0;
import static dev.engram.engine.random.NormalQuantile.A1;
import static dev.engram.engine.random.NormalQuantile.A2;
import static dev.engram.engine.random.NormalQuantile.A3;
import static dev.engram.engine.random.NormalQuantile.A4;
import static dev.engram.engine.random.NormalQuantile.A5;
import static dev.engram.engine.random.NormalQuantile.A6;
import static dev.engram.engine.random.NormalQuantile.A7;
import static dev.engram.engine.random.NormalQuantile.B1;
import static dev.engram.engine.random.NormalQuantile.B2;
import static dev.engram.engine.random.NormalQuantile.B3;
import static dev.engram.engine.random.NormalQuantile.B4;
import static dev.engram.engine.random.NormalQuantile.B5;
import static dev.engram.engine.random.NormalQuantile.B6;
import static dev.engram.engine.random.NormalQuantile.B7;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.LongVector.broadcast;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The numbers of {@link GaussianBlock} in the Vector API, operation by operation. Written for registers of eight
 * doubles. Each loop is a method of its own and as short as a pass over memory allows: C2 then inlines all of the API,
 * and the processor overlaps several vectors.
 */
final class VectorGaussianBlock {
    /** Whether the registers are as wide as these loops need. */
    static final boolean SUPPORTED = FloatVector.SPECIES_PREFERRED.length() == 16;

    /** Numbers that are computed together: the arrays fit into the first-level cache. */
    private static final int SIZE = 512;

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
    private static final int LANES = 8;
    private static final int SIGN_SHIFT = 63;

    /** What is added to the key of a stream for each of its numbers. */
    private static final long[] COUNTERS = new long[SIZE];

    static {
        Arrays.setAll(COUNTERS, i -> SplitMix64.GOLDEN * i);
    }

    private final long[] tails = new long[LANES];
    private final double[] probabilities = new double[SIZE];
    private final double[] quantiles = new double[SIZE];
    private final int[] places = new int[SIZE + 1];
    private final VectorNormalTail tail = new VectorNormalTail(SIZE);

    /** See {@link GaussianBlock#fill}. */
    void fill(long key, long n, float[] out, int from, int to) {
        for (int first = from; first < to; first += SIZE) {
            int size = Math.min(SIZE, to - first);
            draw(key + SplitMix64.GOLDEN * (n + 1 + (first - from)), size, probabilities, tails);
            computeMiddle(size, probabilities, quantiles);
            int count = findTails(size, tails, places);
            if (count > 0) {
                tail.replace(count, places, probabilities, quantiles);
            }
            copy(quantiles, size, out, first);
        }
    }

    /**
     * Computes probabilities from the upper 53 bits of the outputs of SplitMix64, and a few more up to a whole vector.
     * Bit v of {@code tails[lane]} tells whether the number in this lane of vector v is in a tail.
     */
    private static void draw(long start, int size, double[] p, long[] tails) {
        Arrays.fill(tails, 0);
        LongVector all = LongVector.fromArray(LONGS, tails, 0);
        for (int i = 0, v = 0; i < size; i += LANES, v++) {
            LongVector z = LongVector.fromArray(LONGS, COUNTERS, i).add(broadcast(LONGS, start));
            z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 30))
                    .mul(broadcast(LONGS, SplitMix64.FIRST_FACTOR));
            z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 27))
                    .mul(broadcast(LONGS, SplitMix64.SECOND_FACTOR));
            z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 31))
                    .lanewise(VectorOperators.LSHR, 11);
            ((DoubleVector) z.convert(VectorOperators.L2D, 0))
                    .add(broadcast(DOUBLES, 0.5))
                    .mul(broadcast(DOUBLES, 0x1p-53))
                    .intoArray(p, i);
            all = z.sub(broadcast(LONGS, NormalQuantile.FIRST_IN_MIDDLE))
                    .lanewise(
                            VectorOperators.OR,
                            broadcast(LONGS, NormalQuantile.LAST_IN_MIDDLE).sub(z))
                    .lanewise(VectorOperators.LSHR, SIGN_SHIFT)
                    .lanewise(VectorOperators.LSHL, v)
                    .lanewise(VectorOperators.OR, all);
        }
        all.intoArray(tails, 0);
    }

    /** See {@link NormalQuantile#middle}. */
    private static void computeMiddle(int size, double[] p, double[] x) {
        for (int i = 0; i < size; i += LANES) {
            DoubleVector q = DoubleVector.fromArray(DOUBLES, p, i).sub(broadcast(DOUBLES, 0.5));
            DoubleVector r = broadcast(DOUBLES, NormalQuantile.MIDDLE_SQUARE).sub(q.mul(q));
            DoubleVector above = r.mul(broadcast(DOUBLES, A7))
                    .add(broadcast(DOUBLES, A6))
                    .mul(r)
                    .add(broadcast(DOUBLES, A5))
                    .mul(r)
                    .add(broadcast(DOUBLES, A4))
                    .mul(r)
                    .add(broadcast(DOUBLES, A3))
                    .mul(r)
                    .add(broadcast(DOUBLES, A2))
                    .mul(r)
                    .add(broadcast(DOUBLES, A1))
                    .mul(r)
                    .add(broadcast(DOUBLES, A0));
            DoubleVector below = r.mul(broadcast(DOUBLES, B7))
                    .add(broadcast(DOUBLES, B6))
                    .mul(r)
                    .add(broadcast(DOUBLES, B5))
                    .mul(r)
                    .add(broadcast(DOUBLES, B4))
                    .mul(r)
                    .add(broadcast(DOUBLES, B3))
                    .mul(r)
                    .add(broadcast(DOUBLES, B2))
                    .mul(r)
                    .add(broadcast(DOUBLES, B1))
                    .mul(r)
                    .add(broadcast(DOUBLES, 1));
            q.mul(above.div(below)).intoArray(x, i);
        }
    }

    /** Writes the places of the numbers in the tails, lane by lane, and returns their number. */
    private static int findTails(int size, long[] tails, int[] places) {
        int count = 0;
        for (int lane = 0; lane < LANES; lane++) {
            int vectors = (size - lane + LANES - 1) / LANES;
            long left = vectors == 0 ? 0 : tails[lane] & -1L >>> Long.SIZE - vectors;
            for (; left != 0; left &= left - 1) {
                places[count++] = Long.numberOfTrailingZeros(left) * LANES + lane;
            }
        }
        return count;
    }

    private static void copy(double[] x, int size, float[] out, int from) {
        int whole = Math.max(0, size / LANES * LANES - LANES);
        copyVectors(x, whole, out, from);
        for (int i = whole; i < size; i++) {
            out[from + i] = (float) x[i];
        }
    }

    /**
     * Copies vectors of eight numbers and writes eight zeros behind each. Vectors of sixteen would need a shuffle, for
     * which C2 makes objects in some JVMs. Those of eight floats are a class of their own, with which C2 no longer
     * knows the class of vectors in other kernels.
     */
    private static void copyVectors(double[] x, int size, float[] out, int from) {
        for (int i = 0; i < size; i += LANES) {
            ((FloatVector) DoubleVector.fromArray(DOUBLES, x, i).convertShape(VectorOperators.D2F, FLOATS, 0))
                    .intoArray(out, from + i);
        }
    }
}
