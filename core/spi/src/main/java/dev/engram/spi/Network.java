package dev.engram.spi;

import java.util.List;

/** The network that a rule trains. A rule can read it and accumulate gradients, but not change parameters. */
public interface Network {
    /** Returns the layers, from the first to the last. */
    List<Layer> layers();

    /** Returns the number of layers. */
    default int depth() {
        return layers().size();
    }

    /** Returns a layer by position, from 0. */
    default Layer layer(int l) {
        return layers().get(l);
    }

    /** Returns the last layer. */
    default Layer last() {
        return layer(depth() - 1);
    }

    /**
     * Computes a forward pass of the inputs {@code x}, rows x inputs; overwrites {@code pass}, one element per layer.
     */
    void forward(Matrix x, Activations[] pass);

    /** Computes a forward pass in which a hook may change the pre-activations of each layer before they are used. */
    void forward(Matrix x, Activations[] pass, PreActivationHook preActivationHook);

    /**
     * Computes a forward pass at the parameters {@code theta + c * direction}.
     *
     * @param direction the direction of all parameters, from {@link Setup#likeParameters}
     */
    void forward(Matrix x, Activations[] pass, float c, Matrix direction);

    /** Adds {@code scale * direction} to the gradient of all parameters of the network. */
    void credit(float scale, Matrix direction);

    /** A hook that is called with each layer's pre-activations during a forward pass. */
    @FunctionalInterface
    interface PreActivationHook {
        /**
         * Changes the pre-activations, or leaves them as they are.
         *
         * @param layer the position of the layer, from 0
         * @param preActivation the pre-activations, rows x units
         */
        void apply(int layer, Scratch preActivation);
    }
}
