package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Maths;

/**
 * The hyperbolic tangent: maps the pre-activation to the interval from -1 to 1; odd, with derivative 1 at 0.
 *
 * <pre>
 *   h = tanh(a)        dh/da = 1 - h^2
 * </pre>
 *
 * Elementwise, any shape. From about |a| = 9 on, h rounds to exactly -1 or 1 and the derivative to 0; nothing
 * overflows.
 *
 * <p>LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, on why odd functions learn faster than the sigmoid.
 */
@Component("tanh")
public record Tanh() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Maths.tanh(a);
    }

    @Override
    public float derivative(float a, float h) {
        return 1 - h * h;
    }

    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        Maths.tanh(a, h, 0, rows * cols);
    }

    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
        for (int i = 0, n = rows * cols; i < n; i++) {
            delta[i] *= 1 - h[i] * h[i];
        }
    }

    @Override
    public float min() {
        return -1;
    }
}
