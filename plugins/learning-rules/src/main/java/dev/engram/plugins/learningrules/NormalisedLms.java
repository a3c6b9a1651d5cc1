package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * Normalised least mean squares (NLMS): the delta rule with the step of each example divided by the squared norm of
 * its input. For one layer.
 *
 * <pre>
 * G = (D / (|x|^2 + epsilon))' X / B        by row; D: the error at the pre-activation; |x|^2 includes the bias input
 * </pre>
 *
 * For linear units with the sum of squares (sse; mse doubles the error), a learning rate of 1 removes the error of
 * an example completely (batch 1), and every learning rate between 0 and 2 is stable, however large the inputs are.
 * It is not the gradient of the loss. Local: sees its input and the error. Nagumo and Noda 1967; Widrow and Hoff
 * 1960 for the delta rule.
 */
@Component("normalised-lms")
public record NormalisedLms(
        @Hyper(
                value = "1e-6",
                range = "[0,inf)",
                doc = "added to the squared norm of the input, for numerical stability")
        float epsilon)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public Signal signal() {
        return Signal.ERROR;
    }

    @Override
    public void learn(Synapses s) {
        int rows = s.input().rows(), m = s.input().cols();
        Scratch share = s.perExample("share", 1), x = s.perExample("inputs", m).set(s.input());
        float[] a = x.data(), f = share.data();
        for (int r = 0; r < rows; r++) {
            float square = 1;
            for (int i = r * m; i < r * m + m; i++) {
                square += a[i] * a[i];
            }
            f[r] = 1 / (square + epsilon);
        }
        s.credit(s.perExample("error", s.signal().cols()).set(s.signal()).scaleRows(share));
    }
}
