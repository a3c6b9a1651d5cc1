package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * NAdam: Adam whose momentum looks ahead as Nesterov's does.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * v     <- beta2 * v + (1 - beta2) * g^2
 * mu_t   = beta1 (1 - 0.96^(0.004 t) / 2)   momentum: growing;        beta1   momentum: constant
 * P     <- P mu_t                           starts at 1
 * n      = mu_{t+1} m / (1 - P mu_{t+1}) + (1 - mu_t) g / (1 - P)
 * theta <- theta - rate * n / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * Keeps two numbers per parameter, and one more with growing momentum. That is the form of Dozat and PyTorch,
 * where the momentum grows from half of beta1 to beta1; Optax holds it constant.
 * Dozat 2016.
 */
@Component("nadam")
public record NAdam(
        @Hyper(value = "0.002", range = "[0,inf)", doc = "step length per unit of scaled gradient")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "share of the mean gradient kept from step to step")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "share of the mean square kept from step to step")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite")
        float epsilon,

        @Hyper(value = "growing", doc = "how much of the momentum is looked ahead")
        Course momentum)
        implements Optimizer {
    /** How much of the momentum is looked ahead. */
    public enum Course {
        GROWING,
        CONSTANT
    }

    /** 0.96^0.004: from step to step by this factor half of the momentum returns. */
    private static final double FADE = StrictMath.pow(0.96, 0.004);

    @Override
    public boolean elementwise() {
        return momentum == Course.CONSTANT; // the product of growing momenta has to be kept
    }

    private double mu(long t) {
        return momentum == Course.GROWING ? beta1 * (1 - 0.5 * Maths.pow(FADE, t)) : beta1;
    }

    private double product(Step s) {
        if (momentum == Course.CONSTANT) {
            return Maths.pow(beta1, s.t());
        }
        Step.Scalar product = s.scalar("product", 1);
        product.set(product.get() * mu(s.t()));
        return product.get();
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), m = s.slot("m"), v = s.slot("v");
        double p = product(s), mu = mu(s.t()), next = mu(s.t() + 1);
        float old = (float) (rate * next / (1 - p * next)), fresh = (float) (rate * (1 - mu) / (1 - p));
        float a = beta1, b = beta2, eps = epsilon, c2 = (float) (1 / (1 - Maths.pow(beta2, s.t())));
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            g[i] = (old * m[i] + fresh * g[i]) / (Maths.sqrt(c2 * v[i]) + eps);
        }
    }
}
