package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * The delta rule: the error at the output times the input. For one layer.
 *
 * <pre>
 * G = D' X / B        D: the error at the pre-activation; (y - t) for a linear unit with the sum of squares
 * </pre>
 *
 * For one layer it is the gradient of the loss, with the same bits as back-propagation. A linear layer converges for
 * a learning rate below 2 over the largest eigenvalue of X'X/B.
 * Widrow and Hoff 1960.
 */
@Component("delta")
public record Delta() implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public boolean exactGradient() {
        return true;
    }

    @Override
    public Signal signal() {
        return Signal.ERROR;
    }

    @Override
    public void learn(Synapses s) {
        s.credit(s.signal());
    }
}
