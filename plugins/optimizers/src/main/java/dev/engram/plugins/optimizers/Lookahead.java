package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Lookahead: slow parameters follow the fast ones every k steps, and the fast ones start again from there.
 *
 * <pre>
 * every k-th step, after the inner optimizer's:   slow <- slow + alpha (theta - slow);   theta <- slow
 * </pre>
 *
 * Keeps one number per parameter beside what the inner optimizer keeps, which is not reset. The slow parameters are
 * what is evaluated, as in Optax; with {@code view: fast} it is theta. With alpha 1 it is the inner optimizer; with
 * alpha 0 it returns to where it began.
 * Zhang, Lucas, Hinton and Ba 2019.
 */
@Component("lookahead")
public record Lookahead(
        @Hyper(value = "sgd", doc = "the optimizer that takes the fast steps")
        Optimizer inner,

        @Hyper(value = "5", range = "[1,1000000]", doc = "k, fast steps for a slow one")
        int steps,

        @Hyper(value = "0.5", range = "[0,1]", doc = "share of the way to the fast parameters that a slow step goes")
        float alpha,

        @Hyper(value = "slow", doc = "which parameters are evaluated: slow or fast")
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
