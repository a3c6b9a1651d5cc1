package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * 1 if every example is classified correctly, else 0. The mean over seeds is the fraction of runs that solve the
 * problem. Higher is better.
 *
 * <pre>
 *   solved = 1 if accuracy = 1, else 0
 * </pre>
 *
 * For small problems that are either solved or not, such as XOR and parity, where a mean accuracy is not
 * informative. Only for data with classes. Over N seeds its standard error is sqrt(p (1 - p) / N).
 */
@Component("solved")
public record Solved() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return 1;
    }

    @Override
    public double compute(Predictions p) {
        return CorrectPredictions.count(p) == p.scores().rows() ? 1 : 0;
    }

    @Override
    public double best() {
        return 1;
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("solved", classes);
    }
}
