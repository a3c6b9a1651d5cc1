package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Synapses;
import java.util.EnumSet;
import java.util.Set;

/**
 * Hebb's rule: a weight grows with the product of the activities that it connects.
 *
 * <pre>
 * G = -Y' X / B + decay * W        unsupervised: Y is the output of the layer
 * G = -T' X / B + decay * W        clamped: the target T replaces the output (one layer)
 * </pre>
 *
 * The bias is not trained. Without decay the weights grow without bound: unsupervised by a factor (1 + rate *
 * lambda_1) per step along the first eigenvector of X'X/B. Clamped, it is a hetero-associator that compares inputs
 * with class means. Local: sees its own input and output, or the target. Hebb 1949.
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 */
@Component("hebb")
public record Hebb(
        @Hyper(value = "false", doc = "learn from the target instead of the output")
        boolean clamped,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient")
        float decay)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return clamped ? EnumSet.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER) : Set.of();
    }

    @Override
    public Signal signal() {
        return clamped ? Signal.TARGET : Signal.NONE;
    }

    @Override
    public boolean perPosition() {
        return !clamped;
    }

    @Override
    public void learn(Synapses s) {
        Matrix post = clamped ? s.signal() : s.output();
        s.accumulateOuterProduct(-1, post, s.input());
        if (decay > 0) {
            s.accumulate(decay, s.weights());
        }
    }
}
