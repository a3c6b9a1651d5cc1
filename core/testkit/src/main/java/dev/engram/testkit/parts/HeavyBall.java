package dev.engram.testkit.parts;

import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** b = momentum * b + g; theta = theta - rate * b: the smallest optimizer with state. */
public record HeavyBall(float rate, float momentum) implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), b = s.slot("sum");
        for (int i = s.from(); i < s.to(); i++) {
            b[i] = momentum * b[i] + g[i];
            g[i] = rate * b[i];
        }
    }
}
