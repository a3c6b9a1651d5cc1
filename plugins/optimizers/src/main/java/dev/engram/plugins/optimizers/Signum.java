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
 * Keeps one number per parameter. The sum in place of the average would have the same sign. Without momentum it
 * is SignSGD.
 * Bernstein et al. 2018.
 */
@Component("signum")
public record Signum(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "length of a step")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "share of the mean gradient kept from step to step")
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
