package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import java.util.List;

/**
 * LARS, layer-wise adaptive rate scaling: every parameter moves in proportion to its own length.
 *
 * <pre>
 * u = g + decay * theta
 * r = trust * |theta| / (|u| + epsilon), 1 where a norm is 0          norms over one parameter: a matrix or a bias
 * denominator separate:   |g| + decay * |theta| in place of |u|, as in the paper; together is Optax's
 * b     <- momentum * b + rate * r * u
 * theta <- theta - b
 * </pre>
 *
 * Keeps one number per parameter. The rate is inside the momentum, so a schedule does not act on old steps. With
 * {@code scale: weights} biases and the like get r = 1 and no decay, as implementations for large batches do; mind that
 * their rate is then the full one.
 * You, Gitman and Ginsburg 2017.
 */
@Component("lars")
public record Lars(
        @Hyper(value = "1", range = "[0,inf)", doc = "factor of every step")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "share of the summed steps kept from step to step")
        float momentum,

        @Hyper(value = "0.001", range = "(0,inf)", doc = "step length relative to the parameter's length")
        float trust,

        @Hyper(value = "0", range = "[0,inf)", doc = "coupled weight decay")
        float decay,

        @Hyper(value = "0", range = "[0,inf)", doc = "keeps the quotient finite")
        float epsilon,

        @Hyper(value = "together", doc = "norm of the sum (together), or sum of the norms (separate)")
        Denominator denominator,

        @Hyper(value = "all", doc = "which parameters are scaled and decay: all or weights")
        Scale scale)
        implements Optimizer {
    /** Conventions for the length that a step is divided by. */
    public enum Denominator {
        TOGETHER,
        SEPARATE
    }

    /** The parameters that are scaled. */
    public enum Scale {
        ALL,
        WEIGHTS;

        boolean includes(Parameter p) {
            return this == ALL || p.is(Parameter.Tag.WEIGHT);
        }
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), b = s.slot("momentum");
        List<Parameter> all = s.parameters();
        for (int k = 0; k < all.size(); k++) {
            Parameter p = all.get(k);
            boolean scaled = scale.includes(p);
            float forget = scaled ? decay : 0, mu = momentum, r = rate;
            double before = Math.sqrt(s.dot(p, g, g));
            for (int i = p.from(); i < p.to(); i++) {
                g[i] += forget * th[i];
            }
            if (scaled) {
                double w = Math.sqrt(s.dot(p, th, th));
                double u = denominator == Denominator.SEPARATE ? before + forget * w : Math.sqrt(s.dot(p, g, g));
                r *= w == 0 || u == 0 ? 1 : (float) (trust * w / (u + epsilon));
            }
            for (int i = p.from(); i < p.to(); i++) {
                b[i] = mu * b[i] + r * g[i];
                g[i] = b[i];
            }
        }
    }
}
