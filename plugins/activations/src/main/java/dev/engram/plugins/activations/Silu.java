package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;

/**
 * The sigmoid linear unit, also called swish: the pre-activation times its sigmoid.
 *
 * <pre>
 *   h = a s,  s = 1 / (1 + exp(-beta a))        dh/da = s + beta h (1 - s)
 * </pre>
 *
 * Elementwise, any shape. Smooth and not monotonic: the minimum is about -0.278 / beta. beta = 1 is SiLU; with beta =
 * 1.702 it approximates GELU; for large beta it approaches relu.
 *
 * <p>Elfwing, Uchibe and Doya 2018, Sigmoid-weighted linear units for neural network function approximation in
 * reinforcement learning; Ramachandran, Zoph and Le 2017, Searching for activation functions.
 */
@Component("silu")
public record Silu(
        @Hyper(value = "1", range = "(0,inf)", doc = "steepness of the sigmoid")
        float beta) implements Activation.Elementwise {
    /** The minimum of h for beta = 1, rounded down. */
    private static final float MIN = -0.278465f;

    @Override
    public float value(float a) {
        return a * Maths.sigmoid(beta * a);
    }

    @Override
    public float derivative(float a, float h) {
        float s = Maths.sigmoid(beta * a);
        return s + beta * h * (1 - s);
    }

    @Override
    public float min() {
        return MIN / beta;
    }
}
