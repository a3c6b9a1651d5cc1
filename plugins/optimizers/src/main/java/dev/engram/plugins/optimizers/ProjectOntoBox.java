package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Projection onto a box, as the last link of a chain: after the step, every parameter is between two bounds.
 *
 * <pre>
 * theta <- max(low, min(high, theta - g))           g: the output of the link before
 * </pre>
 *
 * Stateless. {@code [{sgd: {rate: 0.1}}, {project-onto-box: {low: -1, high: 1}}]} is projected gradient descent. The
 * projection is the Euclidean one, also after methods that scale coordinates differently. A parameter that starts
 * outside is moved to the bound by the first step. Exact up to the rounding of theta. Weights in [0, inf) cannot change
 * their sign: {@code {low: 0, high: 1e30}}.
 *
 * <p>Goldstein 1964, Convex programming in Hilbert space; Levitin and Polyak 1966.
 */
@Component("project-onto-box")
public record ProjectOntoBox(
        @Hyper(value = "-1", doc = "smallest value of a parameter")
        float low,

        @Hyper(value = "1", doc = "largest value of a parameter")
        float high)
        implements Optimizer.Elementwise {
    /** Throws if the box is empty or a point. */
    public ProjectOntoBox {
        if (!(low < high)) {
            throw new IncompatibleException(
                    "project-onto-box needs low below high, not low " + low + " and high " + high);
        }
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), theta = s.theta();
        float least = low, largest = high;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] = theta[i] - Math.max(least, Math.min(largest, theta[i] - g[i]));
        }
    }
}
