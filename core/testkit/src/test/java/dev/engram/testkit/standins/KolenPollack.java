package dev.engram.testkit.standins;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Kolen-Pollack: the feedback matrices make the same steps as the weights, so that both forget how they
 * differed at first.
 *
 * <pre>
 * D_l = (D_{l+1} B_{l+1}) * phi_l'(A_l);   W <- (1 - decay) W - step;   B <- (1 - decay) B - step
 * </pre>
 *
 * W - B shrinks by exactly (1 - decay) in each step, whatever the data and the optimizer. The first layer
 * has no B and does not decay. Kolen and Pollack 1994; Akrout, Wilson, Humphreys, Lillicrap and Tweed 2019.
 */
@Component("kolen-pollack")
public record KolenPollack(
        @Hyper(value = "0.001", range = "[0,1)", doc = "share of weights and feedback forgotten in each step")
        float decay)
        implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Matrix[] feedback = new Matrix[setup.network().depth()];
        for (int l = 1; l < feedback.length; l++) {
            feedback[l] = setup.coupled(setup.network().layer(l), "feedback/" + l, decay);
        }
        return setup.backward((layer, batch) -> feedback[layer.index()]);
    }
}
