package dev.engram.spi.layer;

import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;

/**
 * A layer with weights: an affine map from inputs to pre-activations, followed by an activation. It begins a new
 * {@link dev.engram.spi.Layer}; the stages that follow it in the network belong to that layer.
 */
public interface SynapsesKind extends LayerKind {
    /** Returns the activation that follows the affine map; identity for none. */
    Activation activation();

    /** Returns the initialiser of the weights. It also draws the feedback matrices of learning rules. */
    Initialiser weights();

    /** Returns the initialiser of the biases. */
    Initialiser bias();

    /**
     * Binds the layer to its place in a network: checks the input, declares weights and bias, and returns the map.
     * Throws {@link dev.engram.spi.IncompatibleException} if the input does not fit.
     */
    AffineMap bind(LayerSetup setup);
}
