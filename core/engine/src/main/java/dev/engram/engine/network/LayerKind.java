package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.Rng;

/** A kind of layer with its hyperparameters. Layers are built into the engine; plugins see {@code Layer}. */
public interface LayerKind {
    /** Adds the parameters to the arena and returns the layer. */
    BaseLayer build(Arena arena, ComputeContext computeContext, BuildContext buildContext);

    Activation activation();

    /**
     * The position of a layer in the network, and the streams of its initial values.
     *
     * @param index 0 for the first layer; -1 for an auxiliary layer of a rule
     * @param name the prefix of the names of its parameters
     * @param inputs the width of its input
     * @param first whether it is the first layer
     * @param last whether it is the last layer
     * @param weights the stream of the initial weights
     * @param bias the stream of the initial biases
     */
    record BuildContext(int index, String name, int inputs, boolean first, boolean last, Rng weights, Rng bias) {}
}
