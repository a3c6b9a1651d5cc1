package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/** An activation as a stage. The softmax of a map with positions is over all its numbers. */
record ActivationStage(Activation function, ActivationKernel kernel, Shape output) implements InPlaceStage {
    ActivationStage(Activation function, Shape shape) {
        this(function, ActivationKernel.of(function), shape);
    }

    @Override
    public void forward(StagePass pass, float[] x, float[] y) {
        kernel.apply(x, y, pass.rows(), output.size());
    }

    @Override
    public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
        if (d != delta) {
            System.arraycopy(delta, 0, d, 0, pass.rows() * output.size());
        }
        kernel.backward(x, y, d, pass.rows(), output.size());
    }

    /** The Jacobian of an activation is symmetric, see {@link Activation#backward}. */
    @Override
    public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
        backward(pass, x, y, u, v);
    }

    @Override
    public float min(float inputs) {
        return function.min();
    }

    @Override
    public boolean differentiable() {
        return function.differentiable();
    }
}
