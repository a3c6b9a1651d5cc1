package dev.engram.engine.statistics;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The consistency of the sign of differences, which determines how many of them a signed-rank test needs.
 *
 * @param n number of differences
 * @param effect P(the mean of two differences, or of one with itself, is above 0) - 1/2; 1/2 in size only if all have
 *     the same sign
 * @param standardDeviation of the contribution of one difference to the effect; at most 1 / sqrt 3 without any
 *     difference
 */
public record SampleSize(int n, double effect, double standardDeviation) {
    /** The power: the probability of showing a true difference of the observed size. */
    public static final double POWER = 0.8;
    /** A larger number is not reported. */
    public static final int MAX_ADDITIONAL = 1000;

    private static final double NULL_STANDARD_DEVIATION = Math.sqrt(1.0 / 3);

    static SampleSize of(double[] differences) {
        int n = differences.length;
        if (n < 2) {
            return new SampleSize(n, Double.NaN, Double.NaN);
        }
        double[] sorted = differences.clone();
        Arrays.sort(sorted);
        double[] share = new double[n];
        double mean = 0;
        int below = n; // the number below the mirror image of the i-th, which falls as i grows
        int atMost = n;
        for (int i = 0; i < n; i++) {
            double mirror = -sorted[i];
            while (below > 0 && sorted[below - 1] >= mirror) {
                below--;
            }
            while (atMost > 0 && sorted[atMost - 1] > mirror) {
                atMost--;
            }
            share[i] = (n - atMost + (atMost - below) / 2.0) / n;
            mean += share[i] / n;
        }
        double squares = 0;
        for (double s : share) {
            squares += (s - mean) * (s - mean);
        }
        return new SampleSize(n, mean - 0.5, 2 * Math.sqrt(squares / n));
    }

    /**
     * The number of additional seeds that the test would probably need to show a difference of the observed size; empty
     * if it is more than {@link #MAX_ADDITIONAL}. From n = ((z_p s0 + z_power s1) / effect)^2, where s0 and s1 are the
     * standard deviations without and with the difference (Noether 1987, with the observed s1), and at least the
     * minimum.
     *
     * @param family factor that the correction applies to the p of this comparison
     */
    public OptionalInt additional(int family) {
        double level = Distributions.SIGNIFICANCE_LEVEL / family;
        int needed = Math.max(n + 1, minimum(family));
        if (n > 1 && Math.abs(effect) < 0.5) { // else all have the same sign, and the minimum suffices
            double z = Distributions.normalUpperQuantile(level / 2) * NULL_STANDARD_DEVIATION
                    + Distributions.normalUpperQuantile(1 - POWER) * standardDeviation;
            double planned = Math.ceil(z * z / (effect * effect));
            if (!(planned <= MAX_ADDITIONAL)) {
                return OptionalInt.empty();
            }
            needed = Math.max(needed, (int) planned);
        }
        return needed - n > MAX_ADDITIONAL ? OptionalInt.empty() : OptionalInt.of(needed - n);
    }

    /** The smallest number of seeds that can show a difference at all. */
    public static int minimum(int family) {
        int n = 1;
        while (SignedRank.minimumP(n) * family > Distributions.SIGNIFICANCE_LEVEL) {
            n++;
        }
        return n;
    }
}
