package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * NAdam: Adam with Nesterov momentum.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * v     <- beta2 * v + (1 - beta2) * g^2
 * mu_t   = beta1 (1 - 0.96^(decay t) / 2)   momentum: growing;        beta1   momentum: constant
 * P     <- P mu_t                           starts at 1
 * n      = mu_{t+1} m / (1 - P mu_{t+1}) + (1 - mu_t) g / (1 - P)
 * theta <- theta - rate * n / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * State: two numbers per parameter; with growing momentum also one scalar, or three if decay is not the default.
 * Growing momentum is the form of Dozat and PyTorch, where the coefficient grows from half of beta1 to beta1; in Optax
 * it is constant.
 *
 * <p>Dozat 2016, Incorporating Nesterov momentum into Adam.
 */
@Component("nadam")
public record NAdam(
        @Hyper(value = "0.002", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "growing", doc = "schedule of the momentum coefficient: growing or constant")
        Course momentum,

        @Hyper(
                value = "0.004",
                range = "[0,inf)",
                omitDefault = true,
                doc = "momentum decay: how fast growing momentum approaches beta1; PyTorch's momentum_decay")
        double decay)
        implements Optimizer {
    /** The momentum decay of Dozat. */
    private static final double USUAL_DECAY = 0.004;

    /** The default momentum decay. */
    public NAdam(float rate, float beta1, float beta2, float epsilon, Course momentum) {
        this(rate, beta1, beta2, epsilon, momentum, USUAL_DECAY);
    }

    /** Schedule of the momentum coefficient. */
    public enum Course {
        GROWING,
        CONSTANT
    }

    /** The base of the decay of the momentum's missing half. */
    private static final double FADE = 0.96;
    /** Computed once, because this power allocates 96 bytes. */
    private static final double USUAL_FADE = StrictMath.pow(FADE, USUAL_DECAY);

    @Override
    public boolean elementwise() {
        return momentum == Course.CONSTANT; // growing momenta need their product as state
    }

    private double mu(long t, double fade) {
        return momentum == Course.GROWING ? beta1 * (1 - 0.5 * Maths.pow(fade, t)) : beta1;
    }

    /** Returns the decay of the missing half in one step, computed when {@link #decay} changes. */
    private double fade(Step s) {
        if (momentum == Course.CONSTANT || decay == USUAL_DECAY) {
            return USUAL_FADE;
        }
        Step.Scalar of = s.scalar("decay", -1), fade = s.scalar("fade", 1);
        if (of.get() != decay) {
            of.set(decay);
            fade.set(StrictMath.pow(FADE, decay));
        }
        return fade.get();
    }

    private double product(Step s, double fade) {
        if (momentum == Course.CONSTANT) {
            return Maths.pow(beta1, s.t());
        }
        Step.Scalar product = s.scalar("product", 1);
        product.set(product.get() * mu(s.t(), fade));
        return product.get();
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), m = s.slot("m"), v = s.slot("v");
        double fade = fade(s), p = product(s, fade), mu = mu(s.t(), fade), next = mu(s.t() + 1, fade);
        float old = (float) (rate * next / (1 - p * next)), fresh = (float) (rate * (1 - mu) / (1 - p));
        float a = beta1, b = beta2, eps = epsilon, c2 = (float) (1 / (1 - Maths.pow(beta2, s.t())));
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            g[i] = (old * m[i] + fresh * g[i]) / (Maths.sqrt(c2 * v[i]) + eps);
        }
    }
}
