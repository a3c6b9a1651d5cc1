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
 * Evaluates an exponential moving average of the parameters; the training itself goes on undisturbed.
 *
 * <pre>
 * mean  <- mean + w (theta - mean)                     theta after the inner optimizer's step
 * start  parameters   w = 1 - decay, mean starts at the first parameters
 *        debiased     w = (1 - decay) / (1 - decay^t): an average from zero over 1 - decay^t, the start not in it
 *        ramp         w = 1 - min(decay, (1 + t) / (10 + t)): a short memory at first
 * </pre>
 *
 * Keeps one number per parameter. An average of n steps and more needs a decay of about 1 - 1/n.
 * Polyak and Juditsky 1992; ramp as in TensorFlow.
 */
@Component("ema")
public record Ema(
        @Hyper(value = "sgd", doc = "the optimizer whose path is averaged")
        Optimizer inner,

        @Hyper(value = "0.999", range = "[0,1)", doc = "share of the average kept from step to step")
        float decay,

        @Hyper(value = "parameters", doc = "what the average starts from: parameters, debiased or ramp")
        Start start)
        implements Optimizer {
    /** Conventions of the first steps. */
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
