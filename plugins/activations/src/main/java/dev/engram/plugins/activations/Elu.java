package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;

/**
 * The exponential linear unit: the identity for positive pre-activations, a saturating exponential below.
 *
 * <pre>
 *   h = a where a > 0, else alpha (exp(a) - 1)        dh/da = 1 where a > 0, else h + alpha
 * </pre>
 *
 * Elementwise, any shape. exp(a) - 1 is computed as 2 t / (1 - t) with t = tanh(a / 2), which keeps all digits near 0
 * and cannot overflow. At a = 0 the derivative is alpha. Outputs are at least -alpha.
 *
 * <p>Clevert, Unterthiner and Hochreiter 2016, Fast and accurate deep network learning by exponential linear units.
 */
@Component("elu")
public record Elu(
        @Hyper(value = "1", range = "(0,inf)", doc = "negative of the limit for very negative pre-activations")
        float alpha)
        implements Activation.Elementwise {
    /** Returns exp(a) - 1 for a <= 0. */
    static float expMinusOne(float a) {
        float t = Maths.tanh(0.5f * a);
        return 2 * t / (1 - t);
    }

    @Override
    public float value(float a) {
        return a > 0 ? a : alpha * expMinusOne(a);
    }

    @Override
    public float derivative(float a, float h) {
        return a > 0 ? 1 : h + alpha;
    }

    @Override
    public float min() {
        return -alpha;
    }
}
