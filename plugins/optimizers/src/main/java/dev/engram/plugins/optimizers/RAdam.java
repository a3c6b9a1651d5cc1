package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * RAdam, rectified Adam: the second moment is used only once its estimate has a low enough variance, and its steps
 * are then scaled by a rectification term.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * v     <- beta2 * v + (1 - beta2) * g^2
 * R      = 2 / (1 - beta2) - 1;    r = R - 2 t beta2^t / (1 - beta2^t)
 * q      = sqrt((r - 4) (r - 2) R / ((R - 4) (R - 2) r))
 * theta <- theta - rate * q * m / (1 - beta1^t) * sqrt(1 - beta2^t) / (sqrt(v) + epsilon)    while r > threshold
 *          theta - rate * m / (1 - beta1^t)                                                  else, start: momentum
 *          theta                                                                             else, start: wait
 * </pre>
 *
 * State: two numbers per parameter. The first steps (five with the default beta2) are not divided by anything: with
 * large gradients they are large, and {@code start: wait} omits them. The paper divides from r > 4 on, PyTorch from
 * r > 5. Epsilon is added before the bias correction in PyTorch, after it in Optax.
 * Liu et al. 2020.
 */
@Component("radam")
public record RAdam(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "before-correction", doc = "position of epsilon, as in adam")
        Epsilon placement,

        @Hyper(value = "5", range = "[4,inf)", doc = "smallest r at which steps are divided by the second moment")
        float threshold,

        @Hyper(value = "momentum", doc = "steps before that: momentum, or wait (no step)")
        Start start)
        implements Optimizer.Elementwise {
    /** Behaviour while the second moment is not yet used. */
    public enum Start {
        MOMENTUM,
        WAIT
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), m = s.slot("m"), v = s.slot("v");
        double power = Maths.pow(beta2, s.t()), u2 = 1 - power, all = 2 / (1 - (double) beta2) - 1;
        double r = all - 2 * s.t() * power / u2;
        boolean divided = r > threshold;
        double undivided = start == Start.WAIT ? 0 : 1,
                q = divided ? Math.sqrt((r - 4) * (r - 2) * all / ((all - 4) * (all - 2) * r)) : undivided;
        float a = beta1, b = beta2, c1 = (float) (rate * q / (1 - Maths.pow(beta1, s.t()))), c2 = (float) (1 / u2);
        float in = placement.inside(epsilon), out = placement.outside(epsilon, u2);
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            g[i] = c1 * m[i] / (divided ? Maths.sqrt(c2 * v[i] + in) + out : 1);
        }
    }
}
