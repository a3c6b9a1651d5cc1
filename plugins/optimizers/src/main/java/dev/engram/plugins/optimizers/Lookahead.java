package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Lookahead: slow parameters move towards the fast ones every k steps, and the fast ones restart from there.
 *
 * <pre>
 * every k-th step, after the inner optimizer's:   slow <- slow + alpha (theta - slow);   theta <- slow
 * </pre>
 *
 * State: one number per parameter in addition to that of the inner optimizer, which is not reset. The slow
 * parameters are evaluated, as in Optax; with {@code view: fast} it is theta. With alpha 1 it is the inner
 * optimizer; with alpha 0 it returns to the initial parameters.
 * Zhang, Lucas, Hinton and Ba 2019.
 */
@Component("lookahead")
public record Lookahead(
        @Hyper(value = "sgd", doc = "inner optimizer, which takes the fast steps")
        Optimizer inner,

        @Hyper(value = "5", range = "[1,1000000]", doc = "k, the number of fast steps for each slow step")
        int steps,

        @Hyper(
                value = "0.5",
                range = "[0,1]",
                doc = "interpolation coefficient of a slow step; 1: onto the fast parameters")
        float alpha,

        @Hyper(value = "slow", doc = "parameters used for evaluation: slow or fast")
        View view)
        implements Optimizer {
    /** The two sets of parameters. */
    public enum View {
        SLOW,
        FAST
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
        float[] th = s.theta(), g = s.gradient(), slow = s.slot("slow", th);
        s.updateWith("inner", inner);
        if (s.t() % steps == 0) {
            float pull = alpha;
            for (int i = s.from(), to = s.to(); i < to; i++) {
                slow[i] += pull * (th[i] - g[i] - slow[i]);
                g[i] = th[i] - slow[i];
            }
        }
        if (view == View.SLOW) {
            s.useForEvaluation(slow);
        }
    }
}
