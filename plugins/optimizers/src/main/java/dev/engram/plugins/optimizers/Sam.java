package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Sharpness-aware minimisation: an inner optimizer steps with the gradient at a nearby point uphill.
 *
 * <pre>
 * e = rho g / (|g| + 1e-12)                            |.| over all parameters
 * adaptive: e = rho theta^2 g / (|theta g| + 1e-12)    elementwise products
 * g <- gradient at theta + e, same batch and same random numbers;   then the inner optimizer, from theta
 * </pre>
 *
 * Stateless. Each step has two evaluations. With rho 0 it is the inner optimizer. With a constant learning rate it
 * ends in a cycle of width about rho around a minimum. An inner optimizer with a line search is rejected, because
 * the gradient that it receives is not that of its loss.
 * Foret, Kleiner, Mobahi and Neyshabur 2021; adaptive: Kwon, Kim, Park and Choi 2021.
 */
@Component("sam")
public record Sam(
        @Hyper(value = "sgd", doc = "inner optimizer, which takes the step")
        Optimizer inner,

        @Hyper(value = "0.05", range = "[0,inf)", doc = "radius of the perturbation in parameter space")
        float rho,

        @Hyper(value = "false", doc = "measure the radius relative to the size of each parameter")
        boolean adaptive)
        implements Optimizer {
    private static final double TINY = 1e-12;

    public Sam {
        if (inner.requirements().contains(Requirement.TRUE_GRADIENT)) {
            throw new IncompatibleException(
                    "sam passes on the gradient at a point uphill, but its inner optimizer needs the gradient at the "
                            + "parameters; choose one without a line search, such as sgd");
        }
    }

    @Override
    public Set<Requirement> requirements() {
        return inner.requirements();
    }

    @Override
    public boolean supports(Parameter p) {
        return inner.supports(p);
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(),
                th = s.theta(),
                up = s.scratch("uphill", 1, th.length).data();
        int from = s.from(), to = s.to();
        if (adaptive) {
            for (int i = from; i < to; i++) {
                up[i] = th[i] * g[i];
            }
            float c = (float) (rho / (Math.sqrt(s.dot(up, up)) + TINY));
            for (int i = from; i < to; i++) {
                up[i] = th[i] + c * (th[i] * up[i]);
            }
        } else {
            float c = (float) (rho / (Math.sqrt(s.dot(g, g)) + TINY));
            for (int i = from; i < to; i++) {
                up[i] = th[i] + c * g[i];
            }
        }
        s.evaluate(up);
        s.updateWith("inner", inner);
    }
}
