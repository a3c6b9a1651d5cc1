package dev.engram.engine.random;

import static jdk.incubator.vector.LongVector.broadcast;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The signs of {@link GaussianBlock} in the Vector API. Two vectors compute the numbers with even and with odd places,
 * so that their halves lie in the order of the signs. Written for registers of eight longs.
 */
final class VectorSigns {
    /** Signs that are computed together. */
    static final int LANES = 16;

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;

    /** What is added to the key of a stream for its numbers with even and with odd places. */
    private static final long[] EVEN = new long[LANES / 2], ODD = new long[LANES / 2];

    private static final long FIRST_BITS = Long.MIN_VALUE, FIRST_BITS_OF_LOW_HALVES = 1L << 31;

    /** The bits of -1f in both halves. */
    private static final long MINUS_ONES = 0xbf800000bf800000L;

    static {
        Arrays.setAll(EVEN, i -> SplitMix64.GOLDEN * (2 * i));
        Arrays.setAll(ODD, i -> SplitMix64.GOLDEN * (2 * i + 1));
    }

    private VectorSigns() {}

    /**
     * Fills whole vectors with signs, until fewer than {@link #LANES} numbers are left. The last step of SplitMix64
     * does not change the first bit and is left out.
     *
     * @param start the state of SplitMix64 for the first number
     */
    static void fill(long start, float[] out, int from, int to) {
        for (int i = from; i <= to - LANES; i += LANES) {
            LongVector first = broadcast(LONGS, start + SplitMix64.GOLDEN * (i - from));
            LongVector even = LongVector.fromArray(LONGS, EVEN, 0).add(first);
            LongVector odd = LongVector.fromArray(LONGS, ODD, 0).add(first);
            even = even.lanewise(VectorOperators.XOR, even.lanewise(VectorOperators.LSHR, 30))
                    .mul(broadcast(LONGS, SplitMix64.FIRST_FACTOR));
            odd = odd.lanewise(VectorOperators.XOR, odd.lanewise(VectorOperators.LSHR, 30))
                    .mul(broadcast(LONGS, SplitMix64.FIRST_FACTOR));
            even = even.lanewise(VectorOperators.XOR, even.lanewise(VectorOperators.LSHR, 27))
                    .mul(broadcast(LONGS, SplitMix64.SECOND_FACTOR));
            odd = odd.lanewise(VectorOperators.XOR, odd.lanewise(VectorOperators.LSHR, 27))
                    .mul(broadcast(LONGS, SplitMix64.SECOND_FACTOR));
            even.lanewise(VectorOperators.LSHR, Integer.SIZE)
                    .lanewise(VectorOperators.AND, broadcast(LONGS, FIRST_BITS_OF_LOW_HALVES))
                    .lanewise(VectorOperators.OR, odd.lanewise(VectorOperators.AND, broadcast(LONGS, FIRST_BITS)))
                    .lanewise(VectorOperators.XOR, broadcast(LONGS, MINUS_ONES))
                    .reinterpretAsFloats()
                    .intoArray(out, i);
        }
    }
}
