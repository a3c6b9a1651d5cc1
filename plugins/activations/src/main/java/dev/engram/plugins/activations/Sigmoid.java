package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/**
 * The logistic function: maps the pre-activation to the interval from 0 to 1.
 *
 * <pre>
 *   h = 1 / (1 + exp(-gain (a - shift)))        dh/da = gain h (1 - h)
 * </pre>
 *
 * Elementwise, any shape. Far from the shift, h rounds to exactly 0 or 1 and the derivative to 0; nothing overflows.
 * Gain 4 and shift 0.5 give derivative 1 at h = 0.5, which suits equilibrium propagation. Losses need gain 1 and
 * shift 0 (binary cross-entropy then uses its stable form).
 *
 * <p>Cox 1958, The regression analysis of binary sequences; as the unit of a network: Rumelhart, Hinton and Williams
 * 1986.
 */
@Component("sigmoid")
public record Sigmoid(
        @Hyper(value = "1", range = "(0,inf)", doc = "steepness; the derivative at the shift is gain/4")
        float gain,

        @Hyper(value = "0", doc = "pre-activation at which the output is 1/2")
        float shift)
        implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Maths.sigmoid(gain * (a - shift));
    }

    @Override
    public float derivative(float a, float h) {
        return gain * h * (1 - h);
    }

    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        float k = gain;
        float s = shift;
        for (int i = 0, n = rows * cols; i < n; i++) {
            h[i] = k * (a[i] - s);
        }
        Maths.sigmoid(h, h, 0, rows * cols);
    }

    @Override
    public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
        float k = gain;
        for (int i = 0, n = rows * cols; i < n; i++) {
            delta[i] *= k * h[i] * (1 - h[i]);
        }
    }

    @Override
    public OutputFunction outputFunction() {
        return gain == 1 && shift == 0 ? OutputFunction.SIGMOID : OutputFunction.OTHER;
    }

    @Override
    public float min() {
        return 0;
    }
}
