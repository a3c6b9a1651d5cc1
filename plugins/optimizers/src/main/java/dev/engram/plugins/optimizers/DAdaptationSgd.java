package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * D-Adaptation for SGD: gradient descent that estimates its own step size d, the distance to the solution, and
 * raises it when the gradients show that it is too small.
 *
 * <pre>
 * l = d * rate / |g_1|                                     |.| over all parameters
 * s <- s + l g;   q <- q + l^2 |g|^2;   e = (|s|^2 - q) / |s|;   d <- max(d, min(e, d * growth))
 * theta <- momentum * theta + (1 - momentum) * (theta_0 - s)
 * </pre>
 *
 * State: two numbers per parameter. d never falls. The trajectory does not depend on the scale of the gradients. On
 * a convex function without momentum, e / 2 is a lower bound on the distance from theta_0 to the solution; as in the
 * authors' code, the step size is e itself.
 * Defazio and Mishchenko 2023.
 */
@Component("d-adaptation-sgd")
public record DAdaptationSgd(
        @Hyper(value = "1", range = "[0,inf)", doc = "learning rate; multiplies the estimated step size")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "momentum coefficient")
        float momentum,

        @Hyper(value = "1e-6", range = "(0,inf)", doc = "initial estimate of the step size; must be an underestimate")
        double first,

        @Hyper(value = "1e30", range = "(1,inf)", doc = "largest growth factor of the estimate in one step")
        double growth)
        implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), start = s.slot("start", th), sum = s.slot("sum");
        Step.Scalar estimate = s.scalar("d", first), squares = s.scalar("squares", 0), unit = s.scalar("first norm", 0);
        double gg = s.dot(g, g), d = estimate.get();
        if (unit.get() == 0) {
            unit.set(Math.sqrt(gg));
        }
        double l = gg == 0 ? 0 : d * rate / unit.get();
        float by = (float) l, pull = 1 - momentum;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            sum[i] += by * g[i];
            g[i] = pull * (th[i] - (start[i] - sum[i]));
        }
        squares.set(squares.get() + l * l * gg);
        double ss = s.dot(sum, sum), e = ss == 0 ? 0 : (ss - squares.get()) / Math.sqrt(ss);
        estimate.set(Math.max(d, Math.min(e, d * growth)));
    }
}
