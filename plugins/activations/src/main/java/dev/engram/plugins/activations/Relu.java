package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;

/**
 * The rectified linear unit: the positive part of the pre-activation.
 *
 * <pre>
 *   h = max(a, 0)        dh/da = 1 where a > 0, else 0
 * </pre>
 *
 * Elementwise, any shape. At the kink a = 0 the derivative is 0. A unit that is negative for all examples has
 * derivative 0 for all of them and no longer learns; see leaky-relu.
 *
 * <p>Nair and Hinton 2010, Rectified linear units improve restricted Boltzmann machines.
 */
@Component("relu")
public record Relu() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Math.max(a, 0f);
    }

    @Override
    public float derivative(float a, float h) {
        return UnitStep.above(h);
    }

    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        for (int i = 0, n = rows * cols; i < n; i++) {
            h[i] = Math.max(a[i], 0f);
        }
    }

    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
        for (int i = 0, n = rows * cols; i < n; i++) {
            delta[i] *= UnitStep.above(h[i]);
        }
    }

    @Override
    public float min() {
        return 0;
    }
}
