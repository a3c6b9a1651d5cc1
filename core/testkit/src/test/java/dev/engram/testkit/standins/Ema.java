package dev.engram.testkit.standins;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Evaluates an exponential average of the parameters; the training itself goes on undisturbed.
 *
 * <pre>
 * mean <- keep mean + (1 - keep) theta, at first theta_0
 * </pre>
 *
 * Keeps one number per parameter. Polyak and Juditsky 1992 (the plain mean).
 */
@Component("ema")
public record Ema(
        @Hyper(value = "0.999", range = "[0,1)", doc = "share of the average kept from step to step")
        float keep,

        @Hyper(value = "sgd", doc = "the optimizer whose path is averaged")
        Optimizer of)
        implements Optimizer {
    @Override
    public Set<Requirement> requirements() {
        return of.requirements();
    }

    @Override
    public boolean supports(Parameter p) {
        return of.supports(p);
    }

    @Override
    public void update(Step s) {
        s.updateWith("of", of);
        float[] th = s.theta(), g = s.gradient(), mean = s.slot("mean", th);
        for (int i = s.from(), to = s.to(); i < to; i++) {
            mean[i] = keep * mean[i] + (1 - keep) * (th[i] - g[i]);
        }
        s.useForEvaluation(mean);
    }
}
