package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;

/** The input, pre-activations and outputs of one layer in a forward pass. */
public final class LayerActivations implements Activations {
    /** The {@link BaseLayer#index} of the layer. */
    final int layer;

    Matrix in;
    final ScratchMatrix pre;
    final ScratchMatrix out;
    private Object stageState;

    LayerActivations(int layer, ScratchMatrix pre, ScratchMatrix out) {
        this.layer = layer;
        this.pre = pre;
        this.out = out;
    }

    @Override
    public Matrix input() {
        return in;
    }

    @Override
    public ScratchMatrix preActivation() {
        return pre;
    }

    @Override
    public ScratchMatrix output() {
        return out;
    }

    /**
     * Returns what the stage stored for its backward pass, including the gradients of its own parameters; null until
     * the stage stores something.
     */
    public Object stageState() {
        return stageState;
    }

    public void stageState(Object state) {
        stageState = state;
    }
}
