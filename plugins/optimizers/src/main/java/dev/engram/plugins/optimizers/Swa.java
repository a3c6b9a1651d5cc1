package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Stochastic weight averaging: the plain mean of the parameters since a given step, used for evaluation. Training
 * itself is not affected.
 *
 * <pre>
 * at steps t = start, start + every, start + 2 every ...:   n <- n + 1;   mean <- mean + (theta - mean) / n
 * </pre>
 *
 * State: one number per parameter. Before the step {@code start}, theta itself is evaluated. {@code start} and
 * {@code every} count steps, not epochs: the paper averages once an epoch, over the last quarter of training.
 * Izmailov, Podoprikhin, Garipov, Vetrov and Wilson 2018; from the first step on: Polyak and Juditsky 1992.
 */
@Component("swa")
public record Swa(
        @Hyper(value = "sgd", doc = "optimizer whose parameters are averaged")
        Optimizer inner,

        @Hyper(value = "1", range = "[1,1000000000]", doc = "step at which averaging starts")
        int start,

        @Hyper(value = "1", range = "[1,1000000000]", doc = "steps between averaged points")
        int every)
        implements Optimizer {
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
        float[] th = s.theta(), g = s.gradient(), mean = s.slot("mean");
        s.updateWith("inner", inner);
        long since = s.t() - start;
        if (since < 0) {
            return;
        }
        if (since % every == 0) {
            long n = since / every + 1;
            float w = (float) (1.0 / n);
            for (int i = s.from(), to = s.to(); i < to; i++) {
                mean[i] += w * (th[i] - g[i] - mean[i]);
            }
        }
        s.useForEvaluation(mean);
    }
}
