package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;
import java.util.List;

/**
 * How often each class is predicted as each other class. The value is the number of wrong predictions; the details are
 * the elements of the matrix, on the test data.
 *
 * <pre>
 *   confusion-matrix[A][B] = #{n : class of n = A, predicted class of n = B}
 *   confusion-matrix       = sum of the elements with A != B
 * </pre>
 *
 * The first label is the true class, the second the predicted one. If a score is NaN, no class is predicted, and the
 * second label is empty; such elements exist only where they are not 0. The report draws the matrix, as a mean over
 * seeds. Lower is better for the value; the elements have no direction. Only for data with at most 100 classes.
 */
@Component("confusion-matrix")
public record ConfusionMatrix() implements Metric.OfPredictions {
    private static final int MAX_CLASSES = 100;

    @Override
    public int direction() {
        return -1;
    }

    @Override
    public int directionOfDetails() {
        return 0;
    }

    @Override
    public double compute(Predictions p) {
        return p.scores().rows() - (double) CorrectPredictions.count(p);
    }

    @Override
    public double best() {
        return 0;
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        List<String> names = p.classNames();
        int none = names.size();
        int[][] counts = new int[names.size()][names.size() + 1];
        for (int r = 0, rows = p.scores().rows(); r < rows; r++) {
            int guess = p.predicted(r);
            counts[p.label(r)][guess < 0 ? none : guess]++;
        }
        for (int c = 0; c < names.size(); c++) {
            for (int guess = 0; guess < names.size(); guess++) {
                out.put(counts[c][guess], names.get(c), names.get(guess));
            }
            if (counts[c][none] > 0) {
                out.put(counts[c][none], names.get(c), "");
            }
        }
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("confusion-matrix", classes);
    }

    @Override
    public String incompatibility(List<String> classNames) {
        return classNames.size() > MAX_CLASSES
                ? "confusion-matrix of " + classNames.size() + " classes has too many elements; the limit is "
                        + MAX_CLASSES + " classes: measure recall instead, which has a detail for each class"
                : incompatibility(!classNames.isEmpty());
    }
}
