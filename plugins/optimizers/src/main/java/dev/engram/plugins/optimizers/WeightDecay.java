package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;

/**
 * Weight decay, as a link of a chain: adds a multiple of the parameters to its input.
 *
 * <pre>
 * g <- g + decay * theta
 * </pre>
 *
 * Stateless. The order in the chain matters. Before a method, {@code [weight-decay, adam]}, the term is the gradient
 * of an L2 penalty, decay/2 |theta|^2, and is transformed by the method (coupled). After a method, {@code [adam,
 * weight-decay]}, theta shrinks by the factor 1 - decay in every step (decoupled); PyTorch's AdamW has rate * decay
 * there. It uses the parameters before the step. The two agree only for plain gradient descent.
 * Loshchilov and Hutter 2019.
 */
@Component("weight-decay")
public record WeightDecay(
        @Hyper(value = "0.0001", range = "[0,inf)", doc = "weight decay coefficient; before a method: of an L2 penalty")
        float decay,

        @Hyper(value = "true", doc = "decay all parameters; false: only weights, not biases or gains")
        boolean biases)
        implements Optimizer {
    @Override
    public boolean elementwise() {
        return biases;
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta();
        float c = decay;
        for (int i = s.from(), to = biases ? s.to() : weights(s); i < to; i++) {
            g[i] += c * th[i];
        }
    }

    /** Returns the end of the weights, which are first in the arena. */
    private static int weights(Step s) {
        int to = s.from();
        for (int k = 0; k < s.parameters().size(); k++) {
            Parameter p = s.parameters().get(k);
            to = p.isWeight() ? p.to() : to;
        }
        return to;
    }
}
