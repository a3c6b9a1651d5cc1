package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * The exponential function: positive outputs, such as the rate of a count. The output activation for the loss
 * poisson.
 *
 * <pre>
 *   h = exp(a)        dh/da = h
 * </pre>
 *
 * Elementwise, any shape. Grows fast and overflows above a = 88.7: use it for output layers with small
 * pre-activations, not for hidden layers.
 */
@Component("exp")
public record Exp() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Maths.exp(a);
    }

    @Override
    public float derivative(float a, float h) {
        return h;
    }

    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        Maths.exp(a, h, 0, rows * cols);
    }

    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
        for (int i = 0, n = rows * cols; i < n; i++) {
            delta[i] *= h[i];
        }
    }

    @Override
    public OutputFunction outputFunction() {
        return OutputFunction.EXP;
    }

    @Override
    public float min() {
        return 0;
    }
}
