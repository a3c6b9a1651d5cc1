package dev.engram.engine.random;

import static dev.engram.engine.random.NormalQuantile.C0;
import static dev.engram.engine.random.NormalQuantile.C1;
import static dev.engram.engine.random.NormalQuantile.C2;
import static dev.engram.engine.random.NormalQuantile.C3;
import static dev.engram.engine.random.NormalQuantile.C4;
import static dev.engram.engine.random.NormalQuantile.C5;
import static dev.engram.engine.random.NormalQuantile.C6;
import static dev.engram.engine.random.NormalQuantile.C7;
import static dev.engram.engine.random.NormalQuantile.D1;
import static dev.engram.engine.random.NormalQuantile.D2;
import static dev.engram.engine.random.NormalQuantile.D3;
import static dev.engram.engine.random.NormalQuantile.D4;
import static dev.engram.engine.random.NormalQuantile.D5;
import static dev.engram.engine.random.NormalQuantile.D6;
import static dev.engram.engine.random.NormalQuantile.D7;
import static dev.engram.engine.random.StrictLogarithm.G1;
import static dev.engram.engine.random.StrictLogarithm.G2;
import static dev.engram.engine.random.StrictLogarithm.G3;
import static dev.engram.engine.random.StrictLogarithm.G4;
import static dev.engram.engine.random.StrictLogarithm.G5;
import static dev.engram.engine.random.StrictLogarithm.G6;
import static dev.engram.engine.random.StrictLogarithm.G7;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.LongVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Quantiles in the tails of the normal distribution in the Vector API: the formulas of {@link NormalQuantile#tail} and
 * {@link StrictLogarithm}, operation by operation, without their rarest branches.
 */
final class VectorNormalTail {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
    private static final int LANES = 8;
    private static final int SIGN_SHIFT = 63;
    private static final int HIGH_SHIFT = 32;
    private static final int MANTISSA_BITS = 52;
    private static final long HIGH_FRACTION = 0xfffff;
    private static final long FRACTION = 0xfffffffffffffL;
    private static final long ONE_HIGH = 0x3ff00000;
    private static final long NEAR_BITS = Double.doubleToRawLongBits(NormalQuantile.SURELY_NEAR);

    /** Fills the last vector: a probability in the tail that takes no rare branch. */
    private static final double FILLER = 0.01;

    private final double[] p;
    private final double[] x;
    private final long[] rare;

    /** @param size largest number of quantiles that are replaced at once */
    VectorNormalTail(int size) {
        p = new double[size];
        x = new double[size];
        rare = new long[size];
    }

    /** Replaces the quantiles of the probabilities at the first {@code count} places, all of them in the tails. */
    void replace(int count, int[] places, double[] probabilities, double[] quantiles) {
        for (int j = 0; j < count; j++) {
            p[j] = probabilities[places[j]];
        }
        for (int j = count; j % LANES != 0; j++) {
            p[j] = FILLER;
        }
        computeRoots(count, p, x, rare);
        if (anyNegative(count, rare)) {
            for (int j = 0; j < count; j++) {
                quantiles[places[j]] = NormalQuantile.tail(p[j]);
            }
            return;
        }
        computeQuantiles(count, p, x);
        for (int j = 0; j < count; j++) {
            quantiles[places[j]] = x[j];
        }
    }

    /**
     * Computes the square roots of the negative logarithms of p or 1 - p. Writes negative numbers to {@code rare} where
     * another branch has to be taken: where the fraction is within 2^-20 of 1, and where the third formula may be
     * needed.
     */
    private static void computeRoots(int count, double[] p, double[] x, long[] rare) {
        for (int j = 0; j < count; j += LANES) {
            DoubleVector given = DoubleVector.fromArray(DOUBLES, p, j);
            LongVector bits = given.min(broadcast(DOUBLES, 1).sub(given)).reinterpretAsLongs();
            LongVector fraction = bits.lanewise(VectorOperators.LSHR, HIGH_SHIFT)
                    .lanewise(VectorOperators.AND, broadcast(LONGS, HIGH_FRACTION));
            fraction.add(broadcast(LONGS, 2))
                    .lanewise(VectorOperators.AND, broadcast(LONGS, HIGH_FRACTION))
                    .sub(broadcast(LONGS, 3))
                    .lanewise(VectorOperators.OR, bits.sub(broadcast(LONGS, NEAR_BITS)))
                    .intoArray(rare, j);
            LongVector carry = fraction.add(broadcast(LONGS, (long) StrictLogarithm.SQRT2_CARRY))
                    .lanewise(VectorOperators.AND, broadcast(LONGS, HIGH_FRACTION + 1));
            DoubleVector exponent = (DoubleVector) bits.lanewise(VectorOperators.LSHR, MANTISSA_BITS)
                    .sub(broadcast(LONGS, 1023))
                    .add(carry.lanewise(VectorOperators.LSHR, 20))
                    .convert(VectorOperators.L2D, 0);
            DoubleVector f = bits.lanewise(VectorOperators.AND, broadcast(LONGS, FRACTION))
                    .lanewise(
                            VectorOperators.OR,
                            carry.lanewise(VectorOperators.XOR, broadcast(LONGS, ONE_HIGH))
                                    .lanewise(VectorOperators.LSHL, HIGH_SHIFT))
                    .reinterpretAsDoubles()
                    .sub(broadcast(DOUBLES, 1));
            DoubleVector high = exponent.mul(broadcast(DOUBLES, StrictLogarithm.LN2_HIGH));
            DoubleVector low = exponent.mul(broadcast(DOUBLES, StrictLogarithm.LN2_LOW));
            DoubleVector s = f.div(f.add(broadcast(DOUBLES, 2)));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector odd = w.mul(broadcast(DOUBLES, G7))
                    .add(broadcast(DOUBLES, G5))
                    .mul(w)
                    .add(broadcast(DOUBLES, G3))
                    .mul(w)
                    .add(broadcast(DOUBLES, G1))
                    .mul(z);
            DoubleVector even = w.mul(broadcast(DOUBLES, G6))
                    .add(broadcast(DOUBLES, G4))
                    .mul(w)
                    .add(broadcast(DOUBLES, G2))
                    .mul(w);
            DoubleVector rest = odd.add(even);
            DoubleVector half = f.mul(broadcast(DOUBLES, 0.5)).mul(f);
            LongVector inside =
                    high.sub(half.sub(s.mul(half.add(rest)).add(low)).sub(f)).reinterpretAsLongs();
            LongVector outside = high.sub(s.mul(f.sub(rest)).sub(low).sub(f)).reinterpretAsLongs();
            LongVector isOutside = fraction.sub(broadcast(LONGS, (long) StrictLogarithm.LOWER_FRACTION))
                    .lanewise(
                            VectorOperators.OR,
                            broadcast(LONGS, (long) StrictLogarithm.UPPER_FRACTION)
                                    .sub(fraction))
                    .lanewise(VectorOperators.ASHR, SIGN_SHIFT);
            inside.lanewise(
                            VectorOperators.XOR,
                            inside.lanewise(VectorOperators.XOR, outside).lanewise(VectorOperators.AND, isOutside))
                    .lanewise(VectorOperators.XOR, broadcast(LONGS, Long.MIN_VALUE)) // the logarithm is negative
                    .reinterpretAsDoubles()
                    .lanewise(VectorOperators.SQRT)
                    .intoArray(x, j);
        }
    }

    private static boolean anyNegative(int count, long[] rare) {
        long all = 0;
        for (int j = 0; j < count; j++) {
            all |= rare[j];
        }
        return all < 0;
    }

    /** Computes quantiles from the square roots in x, by the second formula. */
    private static void computeQuantiles(int count, double[] p, double[] x) {
        for (int j = 0; j < count; j += LANES) {
            DoubleVector r = DoubleVector.fromArray(DOUBLES, x, j).sub(broadcast(DOUBLES, NormalQuantile.NEAR_CENTRE));
            DoubleVector above = r.mul(broadcast(DOUBLES, C7))
                    .add(broadcast(DOUBLES, C6))
                    .mul(r)
                    .add(broadcast(DOUBLES, C5))
                    .mul(r)
                    .add(broadcast(DOUBLES, C4))
                    .mul(r)
                    .add(broadcast(DOUBLES, C3))
                    .mul(r)
                    .add(broadcast(DOUBLES, C2))
                    .mul(r)
                    .add(broadcast(DOUBLES, C1))
                    .mul(r)
                    .add(broadcast(DOUBLES, C0));
            DoubleVector below = r.mul(broadcast(DOUBLES, D7))
                    .add(broadcast(DOUBLES, D6))
                    .mul(r)
                    .add(broadcast(DOUBLES, D5))
                    .mul(r)
                    .add(broadcast(DOUBLES, D4))
                    .mul(r)
                    .add(broadcast(DOUBLES, D3))
                    .mul(r)
                    .add(broadcast(DOUBLES, D2))
                    .mul(r)
                    .add(broadcast(DOUBLES, D1))
                    .mul(r)
                    .add(broadcast(DOUBLES, 1));
            LongVector sign = DoubleVector.fromArray(DOUBLES, p, j)
                    .sub(broadcast(DOUBLES, 0.5))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, broadcast(LONGS, Long.MIN_VALUE));
            above.div(below)
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.OR, sign)
                    .reinterpretAsDoubles()
                    .intoArray(x, j);
        }
    }
}
