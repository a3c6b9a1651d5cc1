package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * The result of a search with a smaller budget, as a function of the scores in the order of the trials. The score of a
 * miss is NaN.
 */
public final class BestOfTrials {
    private BestOfTrials() {}

    /** The best of the first k, for k = 1 to n; NaN while all missed. */
    public static double[] bestSoFar(double[] scores, int direction) {
        double[] best = new double[scores.length];
        double incumbent = Double.NaN;
        for (int k = 0; k < scores.length; k++) {
            if (Double.isNaN(incumbent) || direction * scores[k] > direction * incumbent) {
                incumbent = scores[k];
            }
            best[k] = incumbent;
        }
        return best;
    }

    /**
     * The expected best of k trials, for k = 1 to n, drawn from the n that were made (Dodge et al. 2019): sum over i of
     * x(i) ((i/n)^k - ((i-1)/n)^k), where x(1) is the worst.
     *
     * @param worst score that a miss counts as
     */
    public static double[] expectedBest(double[] scores, int direction, double worst) {
        int n = scores.length;
        double[] sorted = Arrays.stream(scores)
                .map(s -> direction * (Double.isNaN(s) ? worst : s))
                .sorted()
                .toArray();
        double[] below = new double[n + 1];
        Arrays.fill(below, 1);
        double[] expected = new double[n];
        for (int k = 0; k < n; k++) {
            double sum = 0;
            for (int i = 0; i <= n; i++) {
                below[i] *= (double) i / n; // the probability that k trials are all among the i worst
            }
            for (int i = 1; i <= n; i++) {
                sum += sorted[i - 1] * (below[i] - below[i - 1]);
            }
            expected[k] = direction * sum;
        }
        return expected;
    }
}
