package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The harmonic mean of the precision and the recall of a class, as a mean over the classes, from 0 to 1. Higher is
 * better.
 *
 * <pre>
 *   f1 = 1/|C| sum_{c in C} f1[c]        f1[c] = 2 TP_c / (2 TP_c + FP_c + FN_c)
 * </pre>
 *
 * TP_c counts the examples of class c that are predicted as c, FN_c those that are not, and FP_c the examples of other
 * classes that are predicted as c. Of two classes, often only the detail of the rarer one is wanted: f1[malignant].
 *
 * <p>C is the set of classes that occur in the examples or are predicted; the mean over them is the macro average.
 * 0/0 counts as 0, as in scikit-learn. A class outside C has no value. A prediction with a NaN score is no class at
 * all, and wrong. The details are the values of the classes, on the test data: f1[NAME]. Only for data with classes.
 */
@Component("f1")
public record F1() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return 1;
    }

    @Override
    public double compute(Predictions p) {
        ClassCounts counts = ClassCounts.of(p);
        return counts.macro(counts::f1);
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        ClassCounts.put(p, ClassCounts.of(p)::f1, out);
    }

    @Override
    public double best() {
        return 1;
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("f1", classes);
    }
}
