package dev.engram.spi.layer;

/**
 * A layer without a weight matrix that a rule could replace: an activation, a normalization, pooling, dropout. It
 * belongs to the {@link dev.engram.spi.Layer} of the synapses before it.
 */
public interface StageKind extends LayerKind {
    /**
     * Binds the stage to its place in a network: checks the input, declares parameters, state and memory, and returns
     * the bound stage. Throws {@link dev.engram.spi.IncompatibleException} if the input does not fit.
     */
    Stage bind(LayerSetup setup);
}
