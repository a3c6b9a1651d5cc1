package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Lion: the sign of an interpolation between momentum and gradient, with decoupled weight decay. The step weights
 * the newest gradient more than the stored momentum does.
 *
 * <pre>
 * c      = beta1 * m + (1 - beta1) * g
 * theta <- theta - rate * (sign(c) + decay * theta)
 * m     <- beta2 * m + (1 - beta2) * g
 * </pre>
 *
 * State: one number per parameter. Without decay, every parameter moves by exactly the learning rate wherever c is
 * not 0, so learning rates are three to ten times smaller than Adam's, and decays correspondingly larger.
 * Chen et al. 2023.
 */
@Component("lion")
public record Lion(
        @Hyper(value = "0.0001", range = "[0,inf)", doc = "learning rate; the length of every step")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "weight of the momentum in the step")
        float beta1,

        @Hyper(value = "0.99", range = "[0,1)", doc = "exponential decay rate of the momentum")
        float beta2,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient")
        float decay)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), m = s.slot("m");
        float eta = rate, a = beta1, b = beta2, forget = rate * decay;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            float fresh = g[i];
            g[i] = eta * Signs.signum(a * m[i] + (1 - a) * fresh) + forget * th[i];
            m[i] = b * m[i] + (1 - b) * fresh;
        }
    }
}
