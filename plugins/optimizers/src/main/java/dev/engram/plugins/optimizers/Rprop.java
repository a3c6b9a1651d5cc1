package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Rprop: a step length for each parameter, which grows while the sign of its gradient stays the same. The size of
 * the gradient is not used. This variant is iRprop-, without backtracking.
 *
 * <pre>
 * c      = sign(g) * last
 * d     <- clip(d * (grow if c > 0, shrink if c < 0, 1 if c = 0), shortest, longest)      d starts at {@code start}
 * last  <- 0 where c < 0, sign(g) elsewhere
 * theta <- theta - d * last
 * </pre>
 *
 * State: two numbers per parameter. Needs the whole training set in every batch: with smaller batches, signs change
 * by chance.
 * Riedmiller and Braun 1993; this variant: Igel and Huesken 2003, as in PyTorch.
 */
@Component("rprop")
public record Rprop(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "initial step length")
        float start,

        @Hyper(value = "0.5", range = "(0,1)", doc = "factor of the step length when the sign changes")
        float shrink,

        @Hyper(value = "1.2", range = "(1,inf)", doc = "factor of the step length when the sign stays")
        float grow,

        @Hyper(value = "1e-6", range = "[0,inf)", doc = "smallest step length")
        float shortest,

        @Hyper(value = "50", range = "(0,inf)", doc = "largest step length")
        float longest)
        implements Optimizer.Elementwise {
    /** Throws if the limits are in the wrong order. */
    public Rprop {
        if (shortest > longest) {
            throw new IncompatibleException(
                    "the shortest step, " + shortest + ", is longer than the longest, " + longest + "; swap them");
        }
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.FULL_BATCH);
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), d = s.slot("length", start), last = s.slot("last");
        int from = s.from(), to = s.to();
        // Short loops without branches are vectorised; one loop over all of this is not.
        for (int i = from; i < to; i++) {
            g[i] = Signs.signum(g[i]);
            last[i] *= g[i];
        }
        for (int i = from; i < to; i++) { // of the terms of the factor, all but one are 0, so that their sum is exact
            float c = last[i], factor = Math.max(grow * c, -shrink * c) + (1 - Math.abs(c));
            d[i] = Math.min(longest, Math.max(shortest, d[i] * factor));
        }
        for (int i = from; i < to; i++) {
            last[i] = g[i] * (1 - Math.max(-last[i], 0f));
            g[i] = d[i] * last[i];
        }
    }
}
