package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;

/**
 * Weight decay, as a link of a chain: adds a share of the parameters to what it finds.
 *
 * <pre>
 * g <- g + decay * theta
 * </pre>
 *
 * Keeps nothing. The order in the chain is the algorithm. In front of a method, {@code [weight-decay, adam]},
 * it is the gradient of an L2 penalty, decay/2 |theta|^2, and goes through all that the method does (coupled).
 * Behind one, {@code [adam, weight-decay]}, theta shrinks by the factor 1 - decay in every step (decoupled);
 * PyTorch's AdamW has rate * decay there. It sees the parameters before the step. The two agree for plain
 * gradient descent only.
 * Loshchilov and Hutter 2019.
 */
@Component("weight-decay")
public record WeightDecay(
        @Hyper(
                value = "0.0001",
                range = "[0,inf)",
                doc = "in front: weight of the penalty; behind: share lost in a step")
        float decay,

        @Hyper(value = "true", doc = "false: spare biases, gains, and all else that is no weight")
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

    /** The end of the weights, which come first in the arena. */
    private static int weights(Step s) {
        int to = s.from();
        for (int k = 0; k < s.parameters().size(); k++) {
            Parameter p = s.parameters().get(k);
            to = p.isWeight() ? p.to() : to;
        }
        return to;
    }
}
