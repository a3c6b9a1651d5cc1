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

    /**
     * Sums weight times value. The weights of misses are relative to the largest weight.
     *
     * @param values NaN is a miss, which is infinitely bad
     * @param direction 1 if higher is better, -1 if lower is, 0 if neither; then no value may be NaN
     */
    public static PairDifference weighted(double[] weights, double[] values, int direction) {
        double largest = 0;
        for (double w : weights) {
            largest = Math.max(largest, Math.abs(w));
        }
        double misses = 0;
        double sum = 0;
        double size = 0;
        for (int i = 0; i < weights.length; i++) {
            double value = Double.isNaN(values[i]) ? WorstCaseImputation.worst(direction) : values[i];
            if (Double.isInfinite(value)) {
                misses += Math.signum(value) * weights[i] / largest;
            } else {
                sum += weights[i] * value;
                size = Math.max(size, Math.abs(weights[i] * value));
            }
        }
        return new PairDifference(misses, sum, PairedDifferences.ROUNDING * size);
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
