package dev.engram.engine.step;

import dev.engram.engine.network.Arena;
import java.util.Map;

/** Where gradients come from: a network that sees batches, or a landscape. */
public interface GradientSource {
    Arena arena();

    /** Goes on to the given step (from 1): another batch, other random numbers. */
    void beginStep(long step);

    /** Loss and gradient at the point that the arena looks at, for the present step. */
    double computeGradient();

    /** The loss of one example of the present step on average, where {@link #computeGradient} gave {@code measured}. */
    default double meanLoss(double measured) {
        return measured;
    }

    /** Bytes of what the rule drew once and keeps. */
    default long constantBytes() {
        return 0;
    }

    /** What the rule remembers from step to step: the live arrays, by name. */
    Map<String, float[]> ruleState();
}
