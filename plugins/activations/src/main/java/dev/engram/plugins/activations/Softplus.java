package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;

/**
 * Softplus: a smooth relu, positive everywhere.
 *
 * <pre>
 *   h = ln(1 + exp(beta a)) / beta        dh/da = 1 / (1 + exp(-beta a))
 * </pre>
 *
 * Elementwise, any shape. Nothing overflows: for large a, h is a. The larger beta, the closer to relu.
 *
 * <p>Dugas, Bengio, Bélisle, Nadeau and Garcia 2001, Incorporating second-order functional knowledge for better option
 * pricing; Glorot, Bordes and Bengio 2011, Deep sparse rectifier neural networks.
 */
@Component("softplus")
public record Softplus(
        @Hyper(value = "1", range = "(0,inf)", doc = "sharpness of the bend")
        float beta) implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Maths.softplus(beta * a) / beta;
    }

    @Override
    public float derivative(float a, float h) {
        return Maths.sigmoid(beta * a);
    }

    @Override
    public float min() {
        return 0;
    }
}
