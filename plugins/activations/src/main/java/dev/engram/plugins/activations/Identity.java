package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.OutputFunction;

/**
 * The pre-activation unchanged: a linear layer, the usual output of a regression.
 *
 * <pre>
 *   h = a        dh/da = 1
 * </pre>
 *
 * Elementwise, any shape, unbounded.
 */
@Component("identity")
public record Identity() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return a;
    }

    @Override
    public float derivative(float a, float h) {
        return 1;
    }

    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        System.arraycopy(a, 0, h, 0, rows * cols);
    }

    /** Leaves {@code delta} unchanged, because the Jacobian is the identity matrix. */
    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {}

    @Override
    public OutputFunction outputFunction() {
        return OutputFunction.IDENTITY;
    }
}
