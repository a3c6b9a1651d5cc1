package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The loss of the predictions, as a mean over the examples. Lower is better.
 *
 * <pre>
 *   loss = 1/N sum_n E(y_n, t_n)
 * </pre>
 *
 * In the unit of the loss, and of the data set if {@code target-scaling} scales its targets. Missing for a learning
 * rule whose predictions are not the outputs of the network. Values of different losses are not comparable.
 */
@Component("loss")
public record Loss() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public double compute(Predictions p) {
        return p.loss();
    }
}
