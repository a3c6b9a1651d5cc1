package dev.engram.spi;

/**
 * The learning of one layer from local information: its synapses and at most one signal from outside the layer. A
 * component implements {@link LocalRule}, which applies itself to every layer.
 */
public interface LayerRule {
    /** A signal from outside the layer, the same for all layers. */
    enum Signal {
        /** No signal. */
        NONE,
        /** The targets, rows x targets. */
        TARGET,
        /** The error at the pre-activations of the last layer, rows x targets. */
        ERROR,
        /**
         * The loss without noise minus the loss with noise ({@link #exploration}), rows x 1: positive if noise helped.
         */
        REWARD
    }

    /** Returns the signal that the rule uses. */
    default Signal signal() {
        return Signal.NONE;
    }

    /** Returns the standard deviation of the noise added to the pre-activations; for use with {@code REWARD}. */
    default float exploration() {
        return 0;
    }

    /**
     * Returns whether the rule learns from each position of a convolution as from an example. {@link Synapses} then has
     * one row for each position of each example: the inputs are the patches that the kernel sees, and the units are the
     * maps, so that the weights are units x inputs as in a dense layer. Means are over examples and positions. A
     * convolution with groups is several layers, one for each group with its maps and their patches. A layer of which
     * rules cannot see the patches is refused. Without it, a row is an example, with all of its positions.
     */
    default boolean perPosition() {
        return false;
    }

    /**
     * Computes the gradient of one layer for the current batch, by the methods of {@code s}. The gradient is zero when
     * the method is called, and the optimizer subtracts it.
     */
    void learn(Synapses s);
}
