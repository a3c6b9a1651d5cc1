package dev.engram.plugins.metrics;

import dev.engram.spi.Metric.Details;
import dev.engram.spi.Metric.Predictions;
import java.util.function.IntToDoubleFunction;

/**
 * Counts of predictions by class.
 *
 * @param actual number of examples of each class
 * @param predicted number of predictions of each class
 * @param correct number of correct predictions of each class
 */
record ClassCounts(int[] actual, int[] predicted, int[] correct) {
    /** Counts predictions. An example for which no class is predicted counts only as an example of its class. */
    static ClassCounts of(Predictions p) {
        int classes = p.classNames().size();
        ClassCounts counts = new ClassCounts(new int[classes], new int[classes], new int[classes]);
        for (int r = 0, rows = p.scores().rows(); r < rows; r++) {
            int label = p.label(r);
            int guess = p.predicted(r);
            counts.actual[label]++;
            if (guess >= 0) {
                counts.predicted[guess]++;
            }
            if (guess == label) {
                counts.correct[label]++;
            }
        }
        return counts;
    }

    double precision(int c) {
        return ratio(c, correct[c], predicted[c]);
    }

    double recall(int c) {
        return ratio(c, correct[c], actual[c]);
    }

    double f1(int c) {
        return ratio(c, 2.0 * correct[c], actual[c] + predicted[c]);
    }

    /** Returns NaN for a class that neither occurs nor is predicted, and 0 for any other class in case of 0/0. */
    private double ratio(int c, double part, int whole) {
        if (!seen(c)) {
            return Double.NaN;
        }
        return whole == 0 ? 0 : part / whole;
    }

    private boolean seen(int c) {
        return actual[c] + predicted[c] > 0;
    }

    /** Returns the mean over the classes that occur or are predicted. */
    double macro(IntToDoubleFunction ofClass) {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < actual.length; c++) {
            if (seen(c)) {
                sum += ofClass.applyAsDouble(c);
                classes++;
            }
        }
        return sum / classes;
    }

    /** Records the value of each class under its name. */
    static void put(Predictions p, IntToDoubleFunction ofClass, Details out) {
        for (int c = 0; c < p.classNames().size(); c++) {
            out.put(ofClass.applyAsDouble(c), p.classNames().get(c));
        }
    }
}
