package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Nesterov's accelerated gradient: momentum that looks ahead by one step of the sum.
 *
 * <pre>
 * b     <- momentum * b + g
 * theta <- theta - rate * (g + momentum * b)
 * </pre>
 *
 * Keeps one number per parameter. With a constant rate it makes the steps of the look-ahead form, seen at the shifted
 * point; with a schedule the two differ.
 * Nesterov 1983; in this form Sutskever et al. 2013 and PyTorch.
 */
@Component("nesterov")
public record Nesterov(
        @Hyper(value = "0.01", range = "[0,inf)", doc = "step length per unit of accumulated gradient")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "share of the sum kept from step to step")
        float momentum)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), b = s.slot("momentum");
        float eta = rate, mu = momentum;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            b[i] = mu * b[i] + g[i];
            g[i] = eta * (g[i] + mu * b[i]);
        }
    }
}
