package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Adam: exponential moving averages of the gradient (first moment) and its square (second moment), both with bias
 * correction.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * v     <- beta2 * v + (1 - beta2) * g^2
 * theta <- theta - rate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)      placement: after-correction
 *          theta - rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)  placement: before-correction
 *          theta - rate * m / (1 - beta1^t) / sqrt(v / (1 - beta2^t) + epsilon)        placement: inside-root
 * </pre>
 *
 * State: two numbers per parameter. Epsilon is added after the bias correction in PyTorch and Optax, before it in
 * TensorFlow. Without bias correction, both powers of beta are 0 in the formula. The first step is rate * sign(g)
 * wherever g is much larger than epsilon. For Adam with an L2 penalty write {@code [weight-decay, adam]}.
 * Kingma and Ba 2015.
 */
@Component("adam")
public record Adam(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "after-correction", doc = "position of epsilon in the formula")
        Epsilon placement,

        @Hyper(value = "true", doc = "apply bias correction to both moments")
        boolean correction)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), m = s.slot("m"), v = s.slot("v");
        double u1 = correction ? 1 - Maths.pow(beta1, s.t()) : 1, u2 = correction ? 1 - Maths.pow(beta2, s.t()) : 1;
        float a = beta1, b = beta2, c1 = (float) (rate / u1), c2 = (float) (1 / u2);
        float in = placement.inside(epsilon), out = placement.outside(epsilon, u2);
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            g[i] = c1 * m[i] / (Maths.sqrt(c2 * v[i] + in) + out);
        }
    }
}
