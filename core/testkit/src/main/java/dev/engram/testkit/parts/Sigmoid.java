package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/** h = 1 / (1 + exp(-a)) */
public record Sigmoid() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Maths.sigmoid(a);
    }

    @Override
    public float derivative(float a, float h) {
        return h * (1 - h);
    }

    @Override
    public OutputFunction outputFunction() {
        return OutputFunction.SIGMOID;
    }

    @Override
    public float min() {
        return 0;
    }
}
