package dev.engram.engine.statistics;

/**
 * Wilcoxon's signed-rank test of whether differences lie about 0. Zeros are ranked and then left out of the sums (Pratt
 * 1959), so that an equal pair speaks against a difference; equal sizes share the mean of their ranks.
 *
 * @param n differences, zeros among them
 * @param zeros how many are 0
 * @param positiveRankSum sum of the ranks of those above 0
 * @param negativeRankSum sum of the ranks of those below 0
 * @param p two-sided: the chance of sums at least so unequal if the sign of each difference were a coin's; 1 if all are 0,
 *     NaN if there is none
 * @param exact is p counted over all signs of these very ranks, ties and all (to 50 differences), or by the normal
 *     approximation with continuity correction?
 */
public record SignedRank(int n, int zeros, double positiveRankSum, double negativeRankSum, double p, boolean exact) {
    /** Up to here 2^n is exact in a double, and the counting takes microseconds. */
    private static final int MAX_EXACT_N = 50;

    /** Of differences without rounding errors; they may be infinite. */
    public static SignedRank of(double... differences) {
        return of(differences, new double[differences.length]);
    }

    /** @param noise how far from its true value each may be by rounding: no smaller gap makes a rank */
    static SignedRank of(double[] differences, double[] noise) {
        int n = differences.length;
        double[] sizes = new double[n];
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(differences[i])) {
                throw new IllegalArgumentException("difference " + i + " is NaN; a miss is an infinite difference");
            }
            sizes[i] = Math.abs(differences[i]);
        }
        double[] ranks = Ranks.of(sizes, noise);
        int zeros = 0;
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < n; i++) {
            if (differences[i] == 0) {
                ranks[i] = 0;
                zeros++;
            } else if (differences[i] > 0) {
                positive += ranks[i];
            } else {
                negative += ranks[i];
            }
        }
        boolean exact = n <= MAX_EXACT_N;
        double p = n == 0
                ? Double.NaN
                : zeros == n
                        ? 1
                        : exact
                                ? exactP(ranks, Math.min(positive, negative))
                                : normalApproximationP(ranks, positive, negative);
        return new SignedRank(n, zeros, positive, negative, p, exact);
    }

    /** The statistic of most tables. */
    public double w() {
        return Math.min(positiveRankSum, negativeRankSum);
    }

    /** The smallest p that {@code n} differences allow: all of one sign. */
    public static double minimumP(int n) {
        return StrictMath.scalb(1.0, 1 - n);
    }

    /** Ways to choose signs so that the positive ranks sum up to at most w, by dynamic programming over twice the sum. */
    private static double exactP(double[] ranks, double w) {
        int most = (int) Math.round(2 * w);
        double[] ways = new double[most + 1];
        ways[0] = 1;
        int signs = 0;
        for (double rank : ranks) {
            if (rank > 0) {
                signs++;
                int twice = (int) Math.round(2 * rank);
                for (int s = most; s >= twice; s--) {
                    ways[s] += ways[s - twice];
                }
            }
        }
        double sum = 0;
        for (double x : ways) {
            sum += x;
        }
        return Math.min(1, StrictMath.scalb(sum, 1 - signs));
    }

    private static double normalApproximationP(double[] ranks, double positive, double negative) {
        double squares = 0;
        for (double rank : ranks) {
            squares += rank * rank;
        }
        double off = Math.max(0, Math.abs(positive - negative) / 2 - 0.5);
        return Distributions.normalTwoSidedP(off / Math.sqrt(squares / 4));
    }
}
