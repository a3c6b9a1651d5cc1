package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.Maths;

/** h = tanh(a) */
public record Tanh() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Maths.tanh(a);
    }

    @Override
    public float derivative(float a, float h) {
        return 1 - h * h;
    }

    @Override
    public float min() {
        return -1;
    }
}
