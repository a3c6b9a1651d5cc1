package dev.engram.spi;

/**
 * A rule at work on one network. All that it remembers from step to step it asked for at {@link Setup}; its own fields
 * are final.
 */
@FunctionalInterface
public interface BoundRule {
    /** Credits the layers for this batch and returns its mean loss. The gradient is zero on entry. */
    double learn(Batch batch);

    /** For rules whose prediction is not the forward pass. */
    interface Predictor extends BoundRule {
        /** Fills one row of scores, as wide as the targets, per example. Draws no random numbers, changes no state. */
        void predict(Matrix inputs, Scratch scores);
    }
}
