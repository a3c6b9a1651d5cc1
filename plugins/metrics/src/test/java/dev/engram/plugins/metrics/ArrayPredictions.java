package dev.engram.plugins.metrics;

import dev.engram.spi.Matrix;
import dev.engram.spi.Metric.OfPredictions;
import dev.engram.spi.Metric.Predictions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predictions with given numbers.
 *
 * @param labels true classes; empty for a regression
 */
record ArrayPredictions(float[][] scoreRows, float[][] targetRows, int[] labels, List<String> classNames)
        implements Predictions {
    /** Predicted classes of examples of classes; -1 for a NaN score. */
    static ArrayPredictions classes(List<String> names, int[] labels, int... guesses) {
        float[][] scores = new float[labels.length][names.size()];
        float[][] targets = new float[labels.length][names.size()];
        for (int r = 0; r < labels.length; r++) {
            scores[r][Math.max(0, guesses[r])] = guesses[r] < 0 ? Float.NaN : 1;
            targets[r][labels[r]] = 1;
        }
        return new ArrayPredictions(scores, targets, labels, names);
    }

    /** Scores of one output for two classes, no and yes, coded as {@code off} and 1. */
    static ArrayPredictions binary(int off, int[] labels, float... scores) {
        float[][] y = new float[labels.length][1];
        float[][] t = new float[labels.length][1];
        for (int r = 0; r < labels.length; r++) {
            y[r][0] = scores[r];
            t[r][0] = labels[r] == 1 ? 1 : off;
        }
        return new ArrayPredictions(y, t, labels, List.of("no", "yes"));
    }

    static ArrayPredictions numbers(float[][] predictions, float[][] targets) {
        return new ArrayPredictions(predictions, targets, new int[0], List.of());
    }

    static ArrayPredictions oneTarget(float[] predictions, float... targets) {
        float[][] y = new float[targets.length][1];
        float[][] t = new float[targets.length][1];
        for (int r = 0; r < targets.length; r++) {
            y[r][0] = predictions[r];
            t[r][0] = targets[r];
        }
        return numbers(y, t);
    }

    Map<String, Double> detailsOf(OfPredictions metric) {
        Map<String, Double> details = new LinkedHashMap<>();
        metric.computeDetails(this, (value, labels) -> details.put(String.join(" ", labels), value));
        return details;
    }

    @Override
    public Matrix scores() {
        return new Rows(scoreRows);
    }

    @Override
    public Matrix targets() {
        return new Rows(targetRows);
    }

    @Override
    public double loss() {
        return 0;
    }

    @Override
    public boolean classes() {
        return !classNames.isEmpty();
    }

    @Override
    public int label(int row) {
        return labels[row];
    }

    @Override
    public int predicted(int row) {
        float[] s = scoreRows[row];
        int best = 0;
        for (int k = 0; k < s.length; k++) {
            if (Float.isNaN(s[k])) {
                return -1;
            }
            best = s[k] > s[best] ? k : best;
        }
        if (s.length == 1) {
            return s[0] > 0.5f ? 1 : 0;
        }
        return best;
    }

    private record Rows(float[][] values) implements Matrix {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public int cols() {
            return values[0].length;
        }

        @Override
        public float get(int row, int col) {
            return values[row][col];
        }
    }
}
