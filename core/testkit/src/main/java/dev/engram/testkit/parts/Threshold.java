package dev.engram.testkit.parts;

import dev.engram.spi.Activation;

/** h = 1 if a is positive, else 0: an activation that is not differentiable. */
public record Threshold() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return a > 0 ? 1 : 0;
    }

    @Override
    public float derivative(float a, float h) {
        return 0;
    }

    @Override
    public boolean differentiable() {
        return false;
    }

    @Override
    public float min() {
        return 0;
    }
}
