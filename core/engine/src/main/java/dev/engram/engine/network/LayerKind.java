package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.Rng;

/** A kind of layer as a user describes it. Built in: layers are the engine's business, plugins see {@code Layer}. */
public interface LayerKind {
    /** Puts its parameters into the arena and returns the layer. */
    BaseLayer build(Arena arena, ComputeContext computeContext, BuildContext buildContext);

    Activation activation();

    /** Where in the network a layer stands, and from which streams it draws its first weights and biases. */
    record BuildContext(int index, String name, int inputs, boolean first, boolean last, Rng weights, Rng bias) {}
}
