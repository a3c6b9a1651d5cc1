package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;

/**
 * Softsign: maps the pre-activation to the interval from -1 to 1, and saturates more slowly than tanh.
 *
 * <pre>
 *   h = a / (1 + |a|)        dh/da = 1 / (1 + |a|)^2
 * </pre>
 *
 * Elementwise, any shape. Odd, with derivative 1 at 0. Nothing overflows for finite a.
 *
 * <p>Bergstra, Desjardins, Lamblin and Bengio 2009, Quadratic polynomials learn better image features; Glorot and
 * Bengio 2010, Understanding the difficulty of training deep feedforward neural networks.
 */
@Component("softsign")
public record Softsign() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return a / (1 + Math.abs(a));
    }

    @Override
    public float derivative(float a, float h) {
        float inverse = 1 / (1 + Math.abs(a));
        return inverse * inverse;
    }

    @Override
    public float min() {
        return -1;
    }
}
