package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;

/**
 * The Gaussian error linear unit: the pre-activation times the probability that a standard normal number is below it.
 *
 * <pre>
 *   exact:  h = a Phi(a)                              dh/da = Phi(a) + a exp(-a^2/2) / sqrt(2 pi)
 *   tanh:   h = a (1 + w) / 2                         dh/da = (1 + w) / 2 + a (1 - w^2) z' / 2
 *           w = tanh z,  z = sqrt(2/pi) (a + 0.044715 a^3)
 * </pre>
 *
 * Phi is the distribution function of the standard normal distribution; its error here is below 1e-7. Elementwise, any
 * shape. Smooth and not monotonic: the minimum is -0.170, at a = -0.752. Form tanh is the approximation of the paper
 * and of the first implementations; it differs by at most 5e-4.
 *
 * <p>Hendrycks and Gimpel 2016, Gaussian error linear units.
 */
@Component("gelu")
public record Gelu(
        @Hyper(value = "exact", doc = "exact, or the approximation by tanh")
        Form form) implements Activation.Elementwise {
    /** The formula of the function. */
    public enum Form {
        EXACT,
        TANH
    }

    /** Beyond this size, Phi rounds to 0 or 1. */
    private static final float LARGE = 20;

    private static final float INVERSE_SQRT_2PI = 0.3989422804014327f;
    private static final float SQRT_2_OVER_PI = 0.7978845608028654f;
    private static final float CUBIC = 0.044715f;
    /** The minima of both forms, rounded down. */
    private static final float EXACT_MIN = -0.169972f;

    private static final float TANH_MIN = -0.170042f;

    /** Returns Phi(a); {@code density} is exp(-a^2/2). */
    private static float normalDistribution(float a, float density) {
        float tail = density * NormalTail.scaled(Math.abs(a));
        return a > 0 ? 1 - tail : tail;
    }

    private static float clipped(float a) {
        return Math.max(-LARGE, Math.min(LARGE, a));
    }

    private static float density(float a) {
        return Maths.exp(-0.5f * a * a);
    }

    private static float gate(float a) {
        return Maths.tanh(SQRT_2_OVER_PI * (a + CUBIC * a * a * a));
    }

    @Override
    public float value(float a) {
        float x = clipped(a);
        return form == Form.EXACT ? a * normalDistribution(x, density(x)) : 0.5f * a * (1 + gate(x));
    }

    @Override
    public float derivative(float a, float h) {
        float x = clipped(a);
        if (form == Form.EXACT) {
            float e = density(x);
            return normalDistribution(x, e) + x * e * INVERSE_SQRT_2PI;
        }
        float w = gate(x);
        return 0.5f * (1 + w + x * (1 - w * w) * SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x));
    }

    @Override
    public float min() {
        return form == Form.EXACT ? EXACT_MIN : TANH_MIN;
    }
}
