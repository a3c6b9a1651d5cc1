package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdamW: Adam with decoupled weight decay. The decay uses the parameters before the step and is not scaled by the
 * gradient.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * v     <- beta2 * v + (1 - beta2) * g^2
 * theta <- (1 - rate * decay) theta - rate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 *          (1 - decay) theta - the same                                                by-rate: false
 * </pre>
 *
 * State: two numbers per parameter. The decay is multiplied by the learning rate, as in PyTorch and Optax; in the
 * first proposal it is not. All parameters decay, including biases. To exclude biases write {@code [adam,
 * {weight-decay: {decay: 1e-5, biases: false}}]} with the product of rate and decay. With decay 0 it is Adam. The
 * position of epsilon is that of Adam.
 * Loshchilov and Hutter 2019.
 */
@Component("adamw")
public record AdamW(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "after-correction", doc = "position of epsilon, as in adam")
        Epsilon placement,

        @Hyper(value = "0.01", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "true", doc = "multiply decay by the learning rate; false: subtract decay * theta in each step")
        boolean byRate)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), m = s.slot("m"), v = s.slot("v");
        double u1 = 1 - Maths.pow(beta1, s.t()), u2 = 1 - Maths.pow(beta2, s.t());
        float a = beta1, b = beta2, forget = byRate ? rate * decay : decay;
        float c1 = (float) (rate / u1), c2 = (float) (1 / u2);
        float in = placement.inside(epsilon), out = placement.outside(epsilon, u2);
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            g[i] = c1 * m[i] / (Maths.sqrt(c2 * v[i] + in) + out) + forget * th[i];
        }
    }
}
