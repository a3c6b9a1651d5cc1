package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Gradient descent with momentum (the heavy ball): the step is a decaying sum of gradients.
 *
 * <pre>
 * b     <- momentum * b + (1 - dampening) * g        first step: b = g, not dampened
 *          momentum * b + (1 - momentum) * g         average: true, from the first step on
 * theta <- theta - rate * b
 * </pre>
 *
 * Keeps one number per parameter. The rate multiplies the whole sum, so a schedule acts on old gradients too.
 * The average (exponential moving average of gradients) makes the steps of the sum with a rate (1 - momentum)
 * as large.
 * Polyak 1964; dampening as in PyTorch.
 */
@Component("momentum")
public record Momentum(
        @Hyper(value = "0.01", range = "[0,inf)", doc = "step length per unit of accumulated gradient")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "share of the sum kept from step to step")
        float momentum,

        @Hyper(value = "0", range = "[0,1)", doc = "share of each new gradient left out after the first step")
        float dampening,

        @Hyper(value = "false", doc = "a moving average of gradients in place of their sum")
        boolean average)
        implements Optimizer.Elementwise {
    /** Refuses a moving average that is dampened once more. */
    public Momentum {
        if (average && dampening != 0) {
            throw new IncompatibleException("dampening has no meaning with average: true, which leaves out " + momentum
                    + " of each new gradient; give one of them");
        }
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), b = s.slot("momentum");
        float eta = rate, mu = momentum, fresh = average ? 1 - mu : s.t() == 1 ? 1 : 1 - dampening;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            b[i] = mu * b[i] + fresh * g[i];
            g[i] = eta * b[i];
        }
    }
}
