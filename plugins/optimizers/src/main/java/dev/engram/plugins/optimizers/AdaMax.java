package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdaMax: Adam with the largest recent gradient in place of the root mean square.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * u     <- max(beta2 * u, |g| + epsilon)
 * theta <- theta - rate / (1 - beta1^t) * m / u
 * </pre>
 *
 * Keeps two numbers per parameter. u needs no correction. Epsilon stands inside the maximum, as in PyTorch and
 * Optax. The first step is rate * sign(g) wherever g is much larger than epsilon.
 * Kingma and Ba 2015, section 7.
 */
@Component("adamax")
public record AdaMax(
        @Hyper(value = "0.002", range = "[0,inf)", doc = "step length per unit of scaled gradient")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "share of the mean gradient kept from step to step")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "share of the largest gradient kept")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite")
        float epsilon)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), m = s.slot("m"), u = s.slot("largest");
        float a = beta1, b = beta2, eps = epsilon, c1 = (float) (rate / (1 - Maths.pow(beta1, s.t())));
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            u[i] = Math.max(b * u[i], Math.abs(g[i]) + eps);
            g[i] = c1 * m[i] / u[i];
        }
    }
}
