package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The fraction of the examples of a class that are predicted as that class, as a mean over the classes, from 0 to 1.
 * Higher is better.
 *
 * <pre>
 *   recall = 1/|C| sum_{c in C} recall[c]        recall[c] = TP_c / (TP_c + FN_c)
 * </pre>
 *
 * TP_c counts the examples of class c that are predicted as c, FN_c those that are not. If all classes occur, this is
 * the balanced accuracy, which does not depend on how frequent each class is.
 *
 * <p>C is the set of classes that occur in the examples or are predicted; the mean over them is the macro average. 0/0
 * counts as 0, as in scikit-learn. A class outside C has no value. A prediction with a NaN score is no class at all,
 * and wrong. The details are the values of the classes, on the test data: recall[NAME]. Only for data with classes.
 */
@Component("recall")
public record Recall() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return 1;
    }

    @Override
    public double compute(Predictions p) {
        ClassCounts counts = ClassCounts.of(p);
        return counts.macro(counts::recall);
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        ClassCounts.put(p, ClassCounts.of(p)::recall, out);
    }

    @Override
    public double best() {
        return 1;
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("recall", classes);
    }
}
