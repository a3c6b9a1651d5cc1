package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Gradient descent with momentum (the heavy ball method): the step is a decaying sum of past gradients.
 *
 * <pre>
 * b     <- momentum * b + (1 - dampening) * g        first step: b = g, not dampened
 *          momentum * b + (1 - momentum) * g         average: true, from the first step on
 * theta <- theta - rate * b
 * </pre>
 *
 * State: one number per parameter. The learning rate multiplies the whole sum, so a schedule also affects past
 * gradients. With {@code average: true} (an exponential moving average of gradients) the steps are those of the sum
 * with (1 - momentum) times the learning rate.
 * Polyak 1964; dampening as in PyTorch.
 */
@Component("momentum")
public record Momentum(
        @Hyper(value = "0.01", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "momentum coefficient")
        float momentum,

        @Hyper(value = "0", range = "[0,1)", doc = "dampening coefficient of new gradients, after the first step")
        float dampening,

        @Hyper(value = "false", doc = "use an exponential moving average of gradients instead of their sum")
        boolean average)
        implements Optimizer.Elementwise {
    /** Throws if dampening is combined with the moving average. */
    public Momentum {
        if (average && dampening != 0) {
            throw new IncompatibleException(
                    "dampening cannot be combined with average: true, which already weights each new gradient by 1 - "
                            + momentum + "; give one of them");
        }
    }

    private float gradientWeight(long t) {
        if (average) {
            return 1 - momentum;
        }
        return t == 1 ? 1 : 1 - dampening;
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), b = s.slot("momentum");
        float eta = rate, mu = momentum, fresh = gradientWeight(s.t());
        for (int i = s.from(), to = s.to(); i < to; i++) {
            b[i] = mu * b[i] + fresh * g[i];
            g[i] = eta * b[i];
        }
    }
}
