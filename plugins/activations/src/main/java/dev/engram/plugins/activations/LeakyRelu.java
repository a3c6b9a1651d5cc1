package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;

/**
 * The leaky rectified linear unit: a small positive slope for negative pre-activations, so that inactive units still
 * learn.
 *
 * <pre>
 *   h = a where a > 0, else slope a        dh/da = 1 where a > 0, else slope
 * </pre>
 *
 * Elementwise, any shape. At the kink a = 0 the derivative is that of the negative side. With slope 0 it is relu,
 * with slope 1 identity.
 *
 * <p>Maas, Hannun and Ng 2013, Rectifier nonlinearities improve neural network acoustic models.
 */
@Component("leaky-relu")
public record LeakyRelu(
        @Hyper(value = "0.01", range = "[0,1]", doc = "slope for negative pre-activations")
        float slope) implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Math.max(a, slope * a);
    }

    @Override
    public float derivative(float a, float h) {
        return Math.max(slope, UnitStep.above(a));
    }

    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        float s = slope;
        for (int i = 0, n = rows * cols; i < n; i++) {
            h[i] = Math.max(a[i], s * a[i]);
        }
    }

    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
        float s = slope;
        for (int i = 0, n = rows * cols; i < n; i++) {
            delta[i] *= Math.max(s, UnitStep.above(a[i]));
        }
    }

    @Override
    public float min() {
        return slope == 0 ? 0 : Float.NEGATIVE_INFINITY;
    }
}
