package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Back-propagation: the error is propagated down through the weights themselves, so the result is the gradient of
 * the loss.
 *
 * <pre>
 * D_L = d loss / d A_L;   D_l = (D_{l+1} W_{l+1}) * phi_l'(A_l);   G_l = D_l' H_{l-1} / B
 * </pre>
 *
 * Not local: needs the weights of the layers above (weight transport). Three multiply-adds per weight and example.
 * Linnainmaa 1970; Werbos 1974; Rumelhart, Hinton and Williams 1986.
 */
@Component("backprop")
public record Backprop() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public boolean exactGradient() {
        return true;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.backward((layer, batch) -> layer.weights());
    }
}
