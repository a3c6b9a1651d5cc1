package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * The null distribution of a signed-rank sum: every rank is counted or not, with probability 1/2 each. It is
 * conditional on the ranks, so it is exact with ties and zeros as well. Sums are counted in halves, because tied ranks
 * are halves.
 */
final class SignedRankDistribution {
    /** Up to this number of ranks, the distribution is counted; for more it is the normal approximation. */
    static final int MAX_EXACT_N = 500;

    /** Twice the ranks that are not 0. */
    private final int[] twiceRanks;

    private SignedRankDistribution(int[] twiceRanks) {
        this.twiceRanks = twiceRanks;
    }

    /** @param ranks a rank of 0 does not take part */
    static SignedRankDistribution of(double[] ranks) {
        int[] twice = new int[ranks.length];
        int count = 0;
        for (double rank : ranks) {
            if (rank > 0) {
                twice[count++] = (int) Math.round(2 * rank);
            }
        }
        return new SignedRankDistribution(Arrays.copyOf(twice, count));
    }

    /** The distribution for n differences without ties and zeros. */
    static SignedRankDistribution withoutTies(int n) {
        int[] twice = new int[n];
        for (int i = 0; i < n; i++) {
            twice[i] = 2 * (i + 1);
        }
        return new SignedRankDistribution(twice);
    }

    /** Two-sided p: twice the probability of a sum of at most w, where w is the smaller of the two sums. */
    double twoSidedP(double w) {
        if (twiceRanks.length > MAX_EXACT_N) {
            return Distributions.normalTwoSidedP(Math.max(0, mean() - w - 0.5) / standardDeviation());
        }
        double sum = 0;
        for (double p : probabilities((int) Math.round(2 * w))) {
            sum += p;
        }
        return Math.min(1, 2 * sum);
    }

    /** The largest w with a two-sided p of at most {@code level}; negative if not even 0 has one. */
    double criticalValue(double level) {
        if (twiceRanks.length > MAX_EXACT_N) {
            return Math.floor(mean() - 0.5 - Distributions.normalUpperQuantile(level / 2) * standardDeviation());
        }
        double[] probabilities = probabilities((int) Math.ceil(mean() * 2));
        int most = -1;
        double sum = 0;
        for (int s = 0; s < probabilities.length; s++) {
            sum += probabilities[s];
            if (2 * sum > level) {
                break;
            }
            most = s;
        }
        return most < 0 ? -1 : most / 2.0;
    }

    /**
     * The probability of each twice the sum up to {@code most}, by dynamic programming. Exact for up to 52 ranks; each
     * further rank rounds once.
     */
    private double[] probabilities(int most) {
        double[] probability = new double[most + 1];
        probability[0] = 1;
        for (int twice : twiceRanks) {
            for (int s = most; s >= twice; s--) {
                probability[s] = (probability[s] + probability[s - twice]) / 2;
            }
            for (int s = Math.min(most, twice - 1); s >= 0; s--) {
                probability[s] /= 2;
            }
        }
        return probability;
    }

    private double mean() {
        double sum = 0;
        for (int twice : twiceRanks) {
            sum += twice;
        }
        return sum / 4;
    }

    private double standardDeviation() {
        double squares = 0;
        for (int twice : twiceRanks) {
            squares += (double) twice * twice;
        }
        return Math.sqrt(squares) / 4;
    }
}
