package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Nesterov's accelerated gradient: momentum with a look-ahead of one step.
 *
 * <pre>
 * b     <- momentum * b + g
 * theta <- theta - rate * (g + momentum * b)
 * </pre>
 *
 * State: one number per parameter. With a constant learning rate, theta is the shifted point of the look-ahead form;
 * with a schedule the two forms differ.
 * Nesterov 1983; in this form Sutskever et al. 2013 and PyTorch.
 */
@Component("nesterov")
public record Nesterov(
        @Hyper(value = "0.01", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "momentum coefficient")
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
