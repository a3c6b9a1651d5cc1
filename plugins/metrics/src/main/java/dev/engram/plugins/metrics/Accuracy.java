package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The fraction of examples whose class is predicted correctly, from 0 to 1. Higher is better.
 *
 * <pre>
 *   accuracy = 1/N #{n : predicted class of n = class of n}
 * </pre>
 *
 * The predicted class is the one with the largest score, the first of equals; a NaN score makes the prediction
 * wrong. Only for data with classes. On N examples its standard error is sqrt(p (1 - p) / N).
 */
@Component("accuracy")
public record Accuracy() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return 1;
    }

    @Override
    public double compute(Predictions p) {
        return (double) CorrectPredictions.count(p) / p.scores().rows();
    }

    @Override
    public double best() {
        return 1;
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("accuracy", classes);
    }
}
