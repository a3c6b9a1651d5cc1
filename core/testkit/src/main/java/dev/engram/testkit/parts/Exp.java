package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;

/** h = exp(a) */
public record Exp() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Maths.exp(a);
    }

    @Override
    public float derivative(float a, float h) {
        return h;
    }

    @Override
    public OutputFunction outputFunction() {
        return OutputFunction.EXP;
    }

    @Override
    public float min() {
        return 0;
    }
}
