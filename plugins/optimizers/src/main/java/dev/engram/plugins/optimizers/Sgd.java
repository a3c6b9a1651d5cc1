package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Gradient descent: the step is the gradient times the learning rate. With batches smaller than the training set it
 * is stochastic gradient descent (SGD).
 *
 * <pre>
 * theta <- theta - rate * g
 * </pre>
 *
 * Stateless. On a quadratic of curvature h it converges for rate < 2/h.
 * Robbins and Monro 1951.
 */
@Component("sgd")
public record Sgd(
        @Hyper(value = "0.1", range = "[0,inf)", doc = "learning rate")
        float rate) implements Optimizer.Elementwise {
    @Override
    public boolean proportional() {
        return true;
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        float eta = rate;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] *= eta;
        }
    }
}
