package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import java.util.List;

/**
 * LARS, layer-wise adaptive rate scaling: the step of each parameter is proportional to its own norm.
 *
 * <pre>
 * u = g + decay * theta
 * r = trust * |theta| / (|u| + epsilon), 1 where a norm is 0          norms over one parameter: a matrix or a bias
 * denominator separate:   |g| + decay * |theta| in place of |u|, as in the paper; together is Optax's
 * b     <- momentum * b + rate * r * u
 * theta <- theta - b
 * </pre>
 *
 * State: one number per parameter. The learning rate is inside the momentum, so a schedule does not affect past
 * steps. With {@code scale: weights}, biases and other parameters that are not weights have r = 1 and no decay, as
 * in implementations for large batches; their learning rate is then the full one.
 * You, Gitman and Ginsburg 2017.
 */
@Component("lars")
public record Lars(
        @Hyper(value = "1", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "momentum coefficient")
        float momentum,

        @Hyper(
                value = "0.001",
                range = "(0,inf)",
                doc = "trust coefficient: norm of a step relative to the parameter's norm")
        float trust,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient (coupled)")
        float decay,

        @Hyper(value = "0", range = "[0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(
                value = "together",
                doc = "norm in the denominator: of the sum (together), or the sum of norms (separate)")
        Denominator denominator,

        @Hyper(value = "all", doc = "parameters that are scaled and decayed: all or weights")
        Scale scale)
        implements Optimizer {
    /** Conventions for the norm in the denominator. */
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
