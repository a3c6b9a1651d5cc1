package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.OutputFunction;

/** h = a */
public record Identity() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return a;
    }

    @Override
    public float derivative(float a, float h) {
        return 1;
    }

    @Override
    public OutputFunction outputFunction() {
        return OutputFunction.IDENTITY;
    }
}
