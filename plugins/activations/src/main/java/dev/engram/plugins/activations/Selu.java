package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;

/**
 * The scaled exponential linear unit: an ELU whose constants keep mean 0 and variance 1 from layer to layer.
 *
 * <pre>
 *   h = s a where a > 0, else s alpha (exp(a) - 1)        dh/da = s where a > 0, else h + s alpha
 *   s = 1.0507009873554805,  alpha = 1.6732632423543772
 * </pre>
 *
 * Elementwise, any shape. The fixed point needs weights of mean 0 and variance 1/fan-in (lecun-normal) and inputs of
 * mean 0 and variance 1. At a = 0 the derivative is s alpha.
 *
 * <p>Klambauer, Unterthiner, Mayr and Hochreiter 2017, Self-normalizing neural networks.
 */
@Component("selu")
public record Selu() implements Activation.Elementwise {
    private static final float SCALE = 1.0507009873554805f;
    /** The product of both constants: the negative of the limit for very negative pre-activations. */
    private static final float LIMIT = (float) (1.0507009873554805 * 1.6732632423543772);

    @Override
    public float value(float a) {
        return a > 0 ? SCALE * a : LIMIT * Elu.expMinusOne(a);
    }

    @Override
    public float derivative(float a, float h) {
        return a > 0 ? SCALE : h + LIMIT;
    }

    @Override
    public float min() {
        return -LIMIT;
    }
}
