package dev.engram.engine.importance;

import dev.engram.engine.random.RandomStream;
import dev.engram.engine.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;

/**
 * A random forest for regression (Breiman 2001): trees of bootstrap samples, in which every split may use every
 * dimension.
 *
 * @param determination the share of the variance that the forest predicts for examples that a tree has not seen (out
 *     of bag): 1 is perfect, 0 is no better than the mean; it can be negative
 */
record RegressionForest(List<RegressionTree> trees, double determination) {
    private static final int TREES = 64;
    /** The size of a sample is limited, so that thousands of trials take no longer than hundreds. */
    private static final int MAX_SAMPLE = 500;

    private static final long SEED = 0;

    RegressionForest {
        trees = List.copyOf(trees);
    }

    /**
     * Grows a forest. The samples depend only on the number of examples.
     *
     * @param x a point of the unit cube for each example
     */
    static RegressionForest grow(double[][] x, double[] y) {
        int n = y.length;
        List<RegressionTree> trees = new ArrayList<>();
        double[] predicted = new double[n];
        int[] votes = new int[n];
        for (int t = 0; t < TREES; t++) {
            RandomStream stream = RandomStreams.of(SEED, "importance/tree" + t);
            int[] examples = new int[Math.min(n, MAX_SAMPLE)];
            boolean[] seen = new boolean[n];
            for (int i = 0; i < examples.length; i++) {
                examples[i] = stream.uniformInt(n);
                seen[examples[i]] = true;
            }
            RegressionTree tree = RegressionTree.grow(x, y, examples);
            trees.add(tree);
            for (int i = 0; i < n; i++) {
                predicted[i] += seen[i] ? 0 : tree.predict(x[i]);
                votes[i] += seen[i] ? 0 : 1;
            }
        }
        return new RegressionForest(trees, determination(y, predicted, votes));
    }

    private static double determination(double[] y, double[] predicted, int[] votes) {
        double mean = 0;
        for (double v : y) {
            mean += v / y.length;
        }
        double error = 0;
        double variance = 0;
        for (int i = 0; i < y.length; i++) {
            if (votes[i] > 0) {
                double residual = y[i] - predicted[i] / votes[i];
                error += residual * residual;
                variance += (y[i] - mean) * (y[i] - mean);
            }
        }
        return variance > 0 ? 1 - error / variance : Double.NaN;
    }
}
