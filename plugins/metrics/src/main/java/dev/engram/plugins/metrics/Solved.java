package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * Is every example classified rightly? 1 if so, else 0: the mean over seeds is the share of runs that solve the
 * problem. More is better.
 *
 * <pre>
 *   solved = 1 if accuracy = 1, else 0
 * </pre>
 *
 * For small problems that are either solved or not, such as XOR and parity, where a mean accuracy says little. Only for
 * data with classes. Over N seeds its standard error is sqrt(p (1 - p) / N).
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
