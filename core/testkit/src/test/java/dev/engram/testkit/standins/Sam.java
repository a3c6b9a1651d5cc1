package dev.engram.testkit.standins;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Sharpness-aware minimisation: the base optimizer steps with the gradient found a little way uphill.
 *
 * <pre>
 * g <- gradient at theta + rho g / (|g| + 1e-12), same batch and same random numbers;   then the base
 * </pre>
 *
 * Two evaluations in each step. With rho 0 it is the base. Foret, Kleiner, Mobahi and Neyshabur 2021.
 */
@Component("sam")
public record Sam(
        @Hyper(value = "0.05", range = "[0,inf)", doc = "how far uphill, as a distance")
        float rho,

        @Hyper(value = "sgd", doc = "the optimizer that takes the step")
        Optimizer base)
        implements Optimizer {
    @Override
    public Set<Requirement> requirements() {
        return base.requirements();
    }

    @Override
    public boolean supports(Parameter p) {
        return base.supports(p);
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), up = s.slot("up");
        float c = (float) (rho / (Math.sqrt(s.dot(g, g)) + 1e-12));
        for (int i = s.from(), to = s.to(); i < to; i++) {
            up[i] = th[i] + c * g[i];
        }
        s.evaluate(up);
        s.updateWith("base", base);
    }
}
