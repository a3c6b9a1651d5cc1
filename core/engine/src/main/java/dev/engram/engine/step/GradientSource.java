package dev.engram.engine.step;

import dev.engram.engine.matrix.Arena;
import java.util.Map;

/** A source of gradients: a network with batches of data, or a landscape. */
public interface GradientSource {
    /** Returns the arena whose gradient this source fills. */
    Arena arena();

    /** Begins a step, which sets batch and random numbers. The first step is 1. */
    void beginStep(long step);

    /** Fills the gradient at the active point of the arena for the current step, and returns the loss. */
    double computeGradient();

    /** Returns the mean loss per example, given the value that {@link #computeGradient} returned. */
    default double meanLoss(double measured) {
        return measured;
    }

    /** Returns the bytes of the constants that the rule drew at the start. */
    default long constantBytes() {
        return 0;
    }

    /** Returns the state that the rule keeps from step to step: the live arrays, by name. */
    Map<String, float[]> ruleState();
}
