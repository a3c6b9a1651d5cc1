package dev.engram.api;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** Gradient descent with half the rate: an optimizer that only this program has. */
@Component("half-sgd")
public record HalfSgd(
        @Hyper(value = "0.1", range = "[0,inf)", doc = "twice the step size")
        float rate) implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] *= rate * 0.5f;
        }
    }
}
