package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Signum: SignSGD with momentum.
 *
 * <pre>
 * b     <- momentum * b + (1 - momentum) * g
 * theta <- theta - rate * sign(b)
 * </pre>
 *
 * State: one number per parameter. A sum of gradients instead of the average would have the same sign. With momentum
 * 0 it is SignSGD.
 * Bernstein et al. 2018.
 */
@Component("signum")
public record Signum(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate; the length of every step")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "momentum coefficient")
        float momentum)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), b = s.slot("momentum");
        float eta = rate, mu = momentum;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            b[i] = mu * b[i] + (1 - mu) * g[i];
            g[i] = eta * Signs.signum(b[i]);
        }
    }
}
