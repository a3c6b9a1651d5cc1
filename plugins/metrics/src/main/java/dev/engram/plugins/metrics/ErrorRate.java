package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The fraction of examples whose class is predicted wrongly, from 0 to 1: one minus the accuracy. Lower is better.
 *
 * <pre>
 *   error = 1/N #{n : predicted class of n != class of n}
 * </pre>
 *
 * The predicted class is the one with the largest score, the first of equals; a NaN score makes the prediction
 * wrong. Only for data with classes. Published results often give this fraction in percent.
 */
@Component("error")
public record ErrorRate() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public double compute(Predictions p) {
        int rows = p.scores().rows();
        return (double) (rows - CorrectPredictions.count(p)) / rows;
    }

    @Override
    public double best() {
        return 0;
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("error", classes);
    }
}
