package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Kolen-Pollack: the feedback matrices receive the same steps as the weights, and both decay, so that their initial
 * difference vanishes.
 *
 * <pre>
 * D_l = (D_{l+1} B_{l+1}) * phi_l'(A_l)              B_l: units x inputs, initialised like the weights
 * W <- (1 - decay) W - step;   B <- (1 - decay) B - step        step: the optimizer's step for G
 * </pre>
 *
 * W - B shrinks by exactly (1 - decay) per step, whatever the data and the optimizer: the two share one optimizer
 * state. The decay is per step and not multiplied by the learning rate; with decay 0 the difference stays. The first
 * layer has no B and does not decay. Weights are never copied from W to B. Kolen and Pollack 1994; Akrout, Wilson,
 * Humphreys, Lillicrap and Tweed 2019.
 */
@Component("kolen-pollack")
public record KolenPollack(
        @Hyper(value = "0.001", range = "[0,1)", doc = "decay of weights and feedback matrices per step")
        float decay) implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.backward(layer -> {
            Matrix b = setup.coupled(layer, "feedback/" + layer.index(), decay);
            return batch -> b;
        });
    }
}
