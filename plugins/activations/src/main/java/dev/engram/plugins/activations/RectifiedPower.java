package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;

/**
 * The rectified power unit (RePU): a power of the positive part. It increases the contrast between units, for
 * example for a read-out from competing hidden units.
 *
 * <pre>
 *   h = max(a, 0)^power        dh/da = power * h / a where a > 0, else 0
 * </pre>
 *
 * Elementwise, any shape. With power 1 it is relu, up to rounding. At a = 0 the derivative is 0. The relative error
 * is about 1e-6 * power. Outputs grow as a power of the inputs: keep the inputs near 1.
 *
 * <p>Krotov and Hopfield 2016, Dense associative memory for pattern recognition; 2019 for the read-out (power 4.5).
 */
@Component("rectified-power")
public record RectifiedPower(
        @Hyper(value = "4.5", range = "[1,20]", doc = "exponent of the positive part")
        float power) implements Activation.Elementwise {
    /** ln 0 is -inf, whose exponential is 0 again. */
    @Override
    public float value(float a) {
        return Maths.exp(power * Maths.log(Math.max(a, 0)));
    }

    @Override
    public float derivative(float a, float h) {
        return a > 0 ? power * h / a : 0;
    }

    @Override
    public void apply(float[] a, float[] h, int rows, int cols) {
        int n = rows * cols;
        for (int i = 0; i < n; i++) {
            h[i] = Math.max(a[i], 0);
        }
        Maths.log(h, h, 0, n);
        for (int i = 0; i < n; i++) {
            h[i] *= power;
        }
        Maths.exp(h, h, 0, n);
    }

    @Override
    public float min() {
        return 0;
    }
}
