package dev.engram.plugins.learningrules;

import dev.engram.spi.Activation;

/** max(a, 0) */
record TestRelu() implements Activation.Elementwise {
    @Override
    public float value(float a) {
        return Math.max(a, 0);
    }

    @Override
    public float derivative(float a, float h) {
        return a > 0 ? 1 : 0;
    }

    @Override
    public float min() {
        return 0;
    }
}
