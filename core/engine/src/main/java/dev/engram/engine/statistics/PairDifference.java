package dev.engram.engine.statistics;

/**
 * A difference within one block, such as a seed: a weighted sum of results, some of which can be misses. A miss is
 * infinitely bad, so the net weight of the misses decides first, and the finite part only if they cancel.
 *
 * @param misses net weight of the misses: above 0 makes the difference infinitely high, below 0 infinitely low; a size
 *     up to {@link #CANCELLED} counts as 0. Of two infinite differences the one with the larger weight ranks higher;
 *     with equal weights they tie
 * @param value weighted sum of the finite results; ignored if there is a net weight of misses
 * @param noise rounding error of the value; smaller differences are 0 or tie
 */
public record PairDifference(double misses, double value, double noise) {
    /** Sums of weights such as 1/3 do not cancel exactly. */
    public static final double CANCELLED = 1e-9;

    public PairDifference {
        if (Double.isNaN(misses) || !(noise >= 0)) {
            throw new IllegalArgumentException("the weight of misses is " + misses + " and the noise is " + noise);
        }
        misses = Math.abs(misses) <= CANCELLED ? 0 : misses;
        if (misses == 0 && !Double.isFinite(value)) {
            throw new IllegalArgumentException("the difference " + value + " is not finite; pass it as misses");
        }
        if (misses != 0 || Math.abs(value) <= noise) {
            value = 0;
        }
    }

    /** Makes the difference of results without misses. */
    public static PairDifference of(double value) {
        return new PairDifference(0, value, 0);
    }

    /** Returns 1, 0 or -1. */
    public int sign() {
        return (int) Math.signum(misses != 0 ? misses : value);
    }

    /** The difference as one number, infinite in case of misses. */
    public double asDouble() {
        return misses == 0 ? value : misses * Double.POSITIVE_INFINITY;
    }
}
