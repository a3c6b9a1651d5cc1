package dev.engram.engine.statistics;

/**
 * Wilcoxon's signed-rank test of differences against 0. Zeros are ranked and then left out of the sums (Pratt 1959), so
 * that a tie counts against a difference; differences of equal size share the mean of their ranks.
 *
 * @param n number of differences, including zeros
 * @param zeros number of zeros
 * @param positiveRankSum sum of the ranks of the differences above 0
 * @param negativeRankSum sum of the ranks of the differences below 0
 * @param p two-sided: the probability of sums at least as unequal if all signs were random; 1 if all differences are 0,
 *     NaN if there is none
 * @param exact true if p is counted over all signs of these ranks, including ties (up to 50 differences); false if it
 *     is the normal approximation with continuity correction
 */
public record SignedRank(int n, int zeros, double positiveRankSum, double negativeRankSum, double p, boolean exact) {
    /** Up to this n, 2^n is exact in a double, and counting takes microseconds. */
    private static final int MAX_EXACT_N = 50;

    /** Makes the test for differences without rounding errors; they can be infinite. */
    public static SignedRank of(double... differences) {
        return of(differences, new double[differences.length]);
    }

    /** @param noise rounding error of each difference; values no further apart share a rank */
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
        double p = p(ranks, zeros, positive, negative, exact);
        return new SignedRank(n, zeros, positive, negative, p, exact);
    }

    private static double p(double[] ranks, int zeros, double positive, double negative, boolean exact) {
        if (ranks.length == 0) {
            return Double.NaN;
        }
        if (zeros == ranks.length) {
            return 1;
        }
        return exact ? exactP(ranks, Math.min(positive, negative)) : normalApproximationP(ranks, positive, negative);
    }

    /** The smaller rank sum, which most tables list. */
    public double w() {
        return Math.min(positiveRankSum, negativeRankSum);
    }

    /** The smallest p that {@code n} differences allow: that of the same sign for all. */
    public static double minimumP(int n) {
        return StrictMath.scalb(1.0, 1 - n);
    }

    /**
     * The p from the number of signs for which the positive ranks sum to at most w, by dynamic programming over twice
     * the sum.
     */
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
