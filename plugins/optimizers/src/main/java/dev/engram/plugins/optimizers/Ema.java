package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Exponential moving average of the parameters, used for evaluation. Training itself is not affected.
 *
 * <pre>
 * mean  <- mean + w (theta - mean)                     theta after the inner optimizer's step
 * start  parameters   w = 1 - decay, mean starts at the first parameters
 *        debiased     w = (1 - decay) / (1 - decay^t): bias-corrected, without the first parameters
 *        ramp         w = 1 - min(decay, (1 + t) / (10 + t)): a shorter average at first
 * </pre>
 *
 * State: one number per parameter. An average over n or more steps needs a decay of about 1 - 1/n.
 * Polyak and Juditsky 1992; ramp as in TensorFlow.
 */
@Component("ema")
public record Ema(
        @Hyper(value = "sgd", doc = "optimizer whose parameters are averaged")
        Optimizer inner,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the average")
        float decay,

        @Hyper(value = "parameters", doc = "initialisation of the average: parameters, debiased or ramp")
        Start start)
        implements Optimizer {
    /** Conventions for the first steps. */
    public enum Start {
        PARAMETERS,
        DEBIASED,
        RAMP
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
        float[] th = s.theta(), g = s.gradient(), mean = s.slot("mean", th);
        s.updateWith("inner", inner);
        double t = s.t();
        float w = (float)
                switch (start) {
                    case PARAMETERS -> 1 - (double) decay;
                    case DEBIASED -> (1 - (double) decay) / (1 - Maths.pow(decay, s.t()));
                    case RAMP -> 1 - Math.min(decay, (1 + t) / (10 + t));
                };
        for (int i = s.from(), to = s.to(); i < to; i++) {
            mean[i] += w * (th[i] - g[i] - mean[i]);
        }
        s.useForEvaluation(mean);
    }
}
