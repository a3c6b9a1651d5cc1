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
 * @param exact true if p is counted over all signs of these ranks, including ties (up to 500 differences that are not
 *     0); false if it is the normal approximation with continuity correction
 */
public record SignedRank(int n, int zeros, double positiveRankSum, double negativeRankSum, double p, boolean exact) {
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
        return ofRanks(differences, Ranks.of(sizes, noise));
    }

    /** @param ranks of the sizes of the differences, of which only the signs count here */
    static SignedRank ofRanks(double[] differences, double[] ranks) {
        int n = differences.length;
        double[] counted = ranks.clone();
        int zeros = 0;
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < n; i++) {
            if (differences[i] == 0) {
                counted[i] = 0;
                zeros++;
            } else if (differences[i] > 0) {
                positive += ranks[i];
            } else {
                negative += ranks[i];
            }
        }
        boolean exact = n - zeros <= SignedRankDistribution.MAX_EXACT_N;
        return new SignedRank(n, zeros, positive, negative, p(counted, zeros, Math.min(positive, negative)), exact);
    }

    private static double p(double[] ranks, int zeros, double w) {
        if (ranks.length == 0) {
            return Double.NaN;
        }
        return zeros == ranks.length ? 1 : SignedRankDistribution.of(ranks).twoSidedP(w);
    }

    /** The smaller rank sum, which most tables list. */
    public double w() {
        return Math.min(positiveRankSum, negativeRankSum);
    }

    /** The smallest p that {@code n} differences allow: that of the same sign for all. */
    public static double minimumP(int n) {
        return StrictMath.scalb(1.0, 1 - n);
    }
}
