package dev.engram.engine.network;

import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/**
 * The beginning of a residual branch after a shortcut that begins with stages of the same block: a copy of what the
 * shortcut read. Its input is not the output of the stage before it, but that of an earlier one.
 *
 * @param position the position of its input: 0 for the pre-activations of the block
 */
record ForkStage(int position, Shape output) implements Stage {
    @Override
    public void forward(StagePass pass, float[] x, float[] y) {
        System.arraycopy(x, 0, y, 0, pass.rows() * output.size());
    }

    @Override
    public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
        System.arraycopy(delta, 0, d, 0, pass.rows() * output.size());
    }

    @Override
    public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
        System.arraycopy(u, 0, v, 0, pass.rows() * output.size());
    }

    @Override
    public float min(float inputs) {
        return inputs;
    }
}
