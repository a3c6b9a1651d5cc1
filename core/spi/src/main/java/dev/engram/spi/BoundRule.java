package dev.engram.spi;

/**
 * A learning rule that is bound to a network. All of its state must come from {@link Setup}, which saves it with the
 * run; its own fields must be final.
 */
@FunctionalInterface
public interface BoundRule {
    /**
     * Learns from one batch: computes a gradient for every parameter, by calls such as {@link Layer#credit}, and
     * returns the mean loss of the batch. The gradient is zero when the method is called.
     */
    double learn(Batch batch);

    /** A bound rule whose predictions differ from the output of the network. */
    interface Predictor extends BoundRule {
        /**
         * Overwrites {@code scores}, rows x targets, with one row per example of {@code inputs}. Must neither draw
         * random numbers nor change state.
         */
        void predict(Matrix inputs, Scratch scores);
    }

    /** A bound rule whose predictions are a state to which the network settles. */
    interface Settling extends Predictor {
        /**
         * Computes the gradient of the mean loss of the settled network, by the same calls as {@link #learn}, for
         * metrics that compare it with that of the rule. Must not change state.
         */
        void learnSettled(Batch batch);
    }
}
