package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdaMax: Adam with the infinity norm of recent gradients in place of their root mean square.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * u     <- max(beta2 * u, |g| + epsilon)
 * theta <- theta - rate / (1 - beta1^t) * m / u
 * </pre>
 *
 * State: two numbers per parameter. u needs no bias correction. Epsilon is inside the maximum, as in PyTorch and
 * Optax. The first step is rate * sign(g) wherever g is much larger than epsilon.
 * Kingma and Ba 2015, section 7.
 */
@Component("adamax")
public record AdaMax(
        @Hyper(value = "0.002", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the infinity norm")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to |g| for numerical stability")
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
