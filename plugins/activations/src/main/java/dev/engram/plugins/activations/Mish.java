package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Maths;

/**
 * Mish: the pre-activation times a smooth gate, the hyperbolic tangent of its softplus.
 *
 * <pre>
 *   h = a w,  w = tanh(ln(1 + exp(a)))        dh/da = w + a (1 - w^2) / (1 + exp(-a))
 * </pre>
 *
 * Elementwise, any shape. Smooth and not monotonic: the minimum is about -0.309, at a = -1.19.
 *
 * <p>Misra 2020, Mish: a self regularized non-monotonic activation function.
 */
@Component("mish")
public record Mish() implements Activation.Elementwise {
    /** The minimum of h, rounded down. */
    private static final float MIN = -0.308844f;

    @Override
    public float value(float a) {
        return a * Maths.tanh(Maths.softplus(a));
    }

    @Override
    public float derivative(float a, float h) {
        float w = Maths.tanh(Maths.softplus(a));
        return w + a * (1 - w * w) * Maths.sigmoid(a);
    }

    @Override
    public float min() {
        return MIN;
    }
}
