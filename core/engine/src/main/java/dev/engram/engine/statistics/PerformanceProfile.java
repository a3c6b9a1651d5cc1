package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * Performance profiles (Dolan and Moré 2002): for each method, the share of problems that it solves within tau times
 * the cost of the best method. A missed problem is not solved for any tau.
 */
public final class PerformanceProfile {
    /** Ratios by method, ascending; infinite for a miss. */
    private final double[][] ratios;

    private PerformanceProfile(double[][] ratios) {
        this.ratios = ratios;
    }

    /** @param costs by problem and method, such as steps to a target; NaN or infinite for a miss, never negative */
    public static PerformanceProfile of(double[][] costs) {
        if (costs.length == 0) {
            throw new IllegalArgumentException("a profile needs at least one problem");
        }
        double[][] ratios = new double[costs[0].length][costs.length];
        for (int p = 0; p < costs.length; p++) {
            double[] row = WorstCaseImputation.impute(costs[p], -1);
            double best = Arrays.stream(row).min().orElse(Double.POSITIVE_INFINITY);
            if (best < 0) {
                throw new IllegalArgumentException(
                        "a cost cannot be negative, but one of problem " + p + " is " + best);
            }
            for (int s = 0; s < ratios.length; s++) {
                ratios[s][p] = ratio(row[s], best);
            }
        }
        Arrays.stream(ratios).forEach(Arrays::sort);
        return new PerformanceProfile(ratios);
    }

    /** 1 for the best even if its cost is 0. */
    private static double ratio(double cost, double best) {
        if (Double.isInfinite(cost)) {
            return cost;
        }
        return cost == best ? 1 : cost / best;
    }

    public int problems() {
        return ratios[0].length;
    }

    public int methods() {
        return ratios.length;
    }

    /** The ratios at which the profile of a method steps up, ascending; those of misses are infinite. */
    public double[] ratios(int method) {
        return ratios[method].clone();
    }

    public double share(int method, double tau) {
        return (double) solvedWithin(method, tau) / problems();
    }

    /**
     * The 95% bootstrap interval of the share over problems. Exact, without drawing: the ratio of a problem does not
     * depend on the others, so the number solved among N drawn problems is binomial.
     */
    public ConfidenceInterval confidenceBand(int method, double tau) {
        int n = problems();
        double share = share(method, tau);
        return new ConfidenceInterval(
                (double) Distributions.binomialQuantile(Distributions.SIGNIFICANCE_LEVEL / 2, n, share) / n,
                (double) Distributions.binomialQuantile(1 - Distributions.SIGNIFICANCE_LEVEL / 2, n, share) / n);
    }

    /** The mean share for tau from 1 to {@code most}; 1 for a method that is always the best. */
    public double score(int method, double maxRatio) {
        if (!(maxRatio > 1)) {
            throw new IllegalArgumentException("a profile begins at 1, so it cannot be averaged up to " + maxRatio);
        }
        return Arrays.stream(ratios[method]).map(r -> Math.max(0, maxRatio - r)).sum() / ((maxRatio - 1) * problems());
    }

    private int solvedWithin(int method, double tau) {
        return (int) Arrays.stream(ratios[method])
                .filter(r -> r <= tau && !Double.isInfinite(r))
                .count();
    }
}
