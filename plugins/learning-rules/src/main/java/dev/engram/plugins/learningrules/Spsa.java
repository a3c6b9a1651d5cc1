package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Simultaneous perturbation stochastic approximation: two-sided weight perturbation with random signs and a
 * decreasing step.
 *
 * <pre>
 * G = (J(theta + c_k U) - J(theta - c_k U)) / (2 c_k) U,   c_k = c / k^0.101,   U: -1 or +1,   k = 1, 2, ...
 * </pre>
 *
 * <p>Spall's learning rate also decreases, as a / (A + k)^0.602: give the optimizer the schedule inverse-time with
 * power 0.602. Everything else is as in weight-perturbation. Spall 1992; the powers: Spall 1998.
 */
@Component("spsa")
public record Spsa(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "c, the initial size of the perturbation of each parameter")
        float c,

        @Hyper(value = "0.101", range = "[0,1]", doc = "exponent with which c decays in the step number")
        float decay)
        implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return delegate().requirements();
    }

    @Override
    public BoundRule bind(Setup setup) {
        return delegate().bind(setup);
    }

    private WeightPerturbation delegate() {
        return new WeightPerturbation(c, WeightPerturbation.Direction.SIGNS, WeightPerturbation.Sides.TWO_SIDED, decay);
    }
}
