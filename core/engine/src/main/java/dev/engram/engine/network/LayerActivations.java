package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;

/** What a block remembers of a pass. */
public final class LayerActivations implements Activations {
    /** {@link BaseLayer#index} of the layer whose pass it holds. */
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

    /** What the stage needs besides, and what its own parameters are to learn; null until the stage puts something here. */
    public Object stageState() {
        return stageState;
    }

    public void stageState(Object memory) {
        stageState = memory;
    }
}
