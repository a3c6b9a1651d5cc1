package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The fraction of the predictions of a class that are correct, as a mean over the classes, from 0 to 1. Higher is
 * better.
 *
 * <pre>
 *   precision = 1/|C| sum_{c in C} precision[c]        precision[c] = TP_c / (TP_c + FP_c)
 * </pre>
 *
 * TP_c counts the examples of class c that are predicted as c, FP_c the examples of other classes that are predicted as
 * c.
 *
 * <p>C is the set of classes that occur in the examples or are predicted; the mean over them is the macro average. 0/0
 * counts as 0, as in scikit-learn. A class outside C has no value. A prediction with a NaN score is no class at all,
 * and wrong. The details are the values of the classes, on the test data: precision[NAME]. Only for data with classes.
 */
@Component("precision")
public record Precision() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return 1;
    }

    @Override
    public double compute(Predictions p) {
        ClassCounts counts = ClassCounts.of(p);
        return counts.macro(counts::precision);
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        ClassCounts.put(p, ClassCounts.of(p)::precision, out);
    }

    @Override
    public double best() {
        return 1;
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("precision", classes);
    }
}
