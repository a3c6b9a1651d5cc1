package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AMSGrad: Adam that divides by the largest second moment so far, so that steps do not grow when gradients become
 * small.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * v     <- beta2 * v + (1 - beta2) * g^2
 * x     <- max(x, v)                        maximum: before-correction, uncorrected
 *          max(x, v / (1 - beta2^t))        maximum: after-correction
 * theta <- theta - rate * m / (1 - beta1^t) / (sqrt(x / (1 - beta2^t)) + epsilon)       before-correction
 *          theta - rate * m / (1 - beta1^t) / (sqrt(x) + epsilon)                       after-correction
 *          theta - rate * m / (sqrt(x) + epsilon)                                       uncorrected
 * </pre>
 *
 * State: three numbers per parameter. The three conventions give different trajectories: PyTorch takes the maximum
 * before the bias correction, Optax after it, and the paper has no bias correction.
 * Reddi, Kale and Kumar 2018.
 */
@Component("amsgrad")
public record AmsGrad(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(
                value = "before-correction",
                doc = "second moment whose maximum is taken; uncorrected: no bias correction")
        Maximum maximum)
        implements Optimizer.Elementwise {
    /** The second moment whose maximum is taken. With UNCORRECTED, neither moment has a bias correction. */
    public enum Maximum {
        BEFORE_CORRECTION,
        AFTER_CORRECTION,
        UNCORRECTED
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), m = s.slot("m"), v = s.slot("v"), x = s.slot("largest");
        boolean corrected = maximum != Maximum.UNCORRECTED;
        float c1 = (float) (corrected ? rate / (1 - Maths.pow(beta1, s.t())) : rate);
        float c2 = (float) (corrected ? 1 / (1 - Maths.pow(beta2, s.t())) : 1);
        float early = maximum == Maximum.AFTER_CORRECTION ? c2 : 1, late = maximum == Maximum.AFTER_CORRECTION ? 1 : c2;
        float a = beta1, b = beta2, eps = epsilon;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            x[i] = Math.max(x[i], early * v[i]);
            g[i] = c1 * m[i] / (Maths.sqrt(late * x[i]) + eps);
        }
    }
}
