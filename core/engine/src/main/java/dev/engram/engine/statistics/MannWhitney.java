package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * The rank-sum test of two independent samples (Mann and Whitney 1947): whether a value of one tends to be larger than
 * a value of the other. For runs that cannot be paired, such as those of another program, whose seeds mean something
 * else.
 *
 * <pre>
 *   u = number of pairs (x, y) with x &gt; y, ties counting one half      superiority = u / (n m)
 * </pre>
 *
 * Infinite values are allowed, so a run that diverged can be larger or smaller than all others. Ties share the mean of
 * their ranks.
 *
 * @param n number of values of the first sample, x
 * @param m number of values of the second sample, y
 * @param u see above
 * @param greater one-sided p: the probability of at least {@code u} if all orders of the values are equally likely
 * @param less one-sided p: the probability of at most {@code u}
 * @param exact true if the probabilities are counted over all divisions of these ranks, including ties (up to
 *     {@value #MAX_EXACT_N} values in all); false if they are normal approximations with continuity correction
 */
public record MannWhitney(int n, int m, double u, double greater, double less, boolean exact) {
    /** Up to this number of values in both samples together, the distribution is counted. */
    static final int MAX_EXACT_N = 100;

    private static final double CONTINUITY = 0.5;

    /**
     * Makes the test.
     *
     * @throws IllegalArgumentException if a sample is empty or a value is NaN
     */
    public static MannWhitney of(double[] first, double[] second) {
        int n = first.length;
        int m = second.length;
        if (n == 0 || m == 0) {
            throw new IllegalArgumentException("both samples need a value, but they have " + n + " and " + m);
        }
        double[] all = Arrays.copyOf(first, n + m);
        System.arraycopy(second, 0, all, n, m);
        if (Arrays.stream(all).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("a value is NaN; a run that diverged is an infinite value");
        }
        double[] ranks = Ranks.of(all);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += ranks[i];
        }
        double u = sum - n * (n + 1) / 2.0;
        return n + m <= MAX_EXACT_N ? exact(n, m, u, sum, ranks) : normal(n, m, u, ranks);
    }

    /** Counts the divisions of the ranks into n and m, by the sum of the n. */
    private static MannWhitney exact(int n, int m, double u, double sum, double... ranks) {
        int[] twice =
                Arrays.stream(ranks).mapToInt(r -> (int) Math.round(2 * r)).toArray();
        int total = Arrays.stream(twice).sum();
        double[][] divisions = new double[n + 1][total + 1];
        divisions[0][0] = 1;
        for (int rank : twice) {
            for (int k = n; k >= 1; k--) {
                double[] without = divisions[k - 1];
                double[] with = divisions[k];
                for (int s = total; s >= rank; s--) {
                    with[s] += without[s - rank];
                }
            }
        }
        int observed = (int) Math.round(2 * sum);
        double below = Arrays.stream(divisions[n], 0, observed + 1).sum();
        double above = Arrays.stream(divisions[n], observed, total + 1).sum();
        double divided = Arrays.stream(divisions[n]).sum();
        return new MannWhitney(n, m, u, Math.min(1, above / divided), Math.min(1, below / divided), true);
    }

    private static MannWhitney normal(int n, int m, double u, double... ranks) {
        double values = n + m;
        double pairs = (double) n * m;
        double variance = pairs / 12 * (values + 1 - Ranks.tieCorrection(ranks) / (values * (values - 1)));
        double distance = u - pairs / 2;
        return variance == 0
                ? new MannWhitney(n, m, u, 1, 1, false)
                : new MannWhitney(
                        n,
                        m,
                        u,
                        Distributions.normalCdf((CONTINUITY - distance) / Math.sqrt(variance)),
                        Distributions.normalCdf((distance + CONTINUITY) / Math.sqrt(variance)),
                        false);
    }

    /** Two-sided: twice the smaller one-sided p, at most 1. */
    public double p() {
        return Math.min(1, 2 * Math.min(greater, less));
    }

    /** The share of pairs in which the first sample has the larger value, ties counting one half. */
    public double superiority() {
        return u / ((double) n * m);
    }

    /** The smallest one-sided p that samples of these sizes allow: that of samples that do not overlap. */
    public static double minimumP(int n, int m) {
        double p = 1;
        for (int i = 1; i <= n; i++) {
            p = p * i / (m + i);
        }
        return p;
    }
}
