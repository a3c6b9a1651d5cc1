package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdaBelief: Adam with the variance of the gradient around its mean as second moment. Steps are long where gradients
 * agree with their mean.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * s     <- beta2 * s + (1 - beta2) * (g - m)^2 + epsilon                m is the new one
 * theta <- theta - rate * m / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * State: two numbers per parameter. Epsilon is added twice: to s, where it accumulates, and to the root. The first
 * step is rate / beta1 * sign(g).
 * Zhuang et al. 2020; epsilon as in their code.
 */
@Component("adabelief")
public record AdaBelief(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the variance")
        float beta2,

        @Hyper(value = "1e-16", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), m = s.slot("m"), v = s.slot("deviation");
        float a = beta1, b = beta2, eps = epsilon;
        float c1 = (float) (rate / (1 - Maths.pow(beta1, s.t()))), c2 = (float) (1 / (1 - Maths.pow(beta2, s.t())));
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * (g[i] - m[i]) * (g[i] - m[i]) + eps;
            g[i] = c1 * m[i] / (Maths.sqrt(c2 * v[i]) + eps);
        }
    }
}
