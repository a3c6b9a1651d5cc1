package dev.engram.testkit.parts;

import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** theta = theta - rate * g */
public record GradientDescent(float rate) implements Optimizer.Elementwise {
    @Override
    public boolean proportional() {
        return true;
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        for (int i = s.from(); i < s.to(); i++) {
            g[i] *= rate;
        }
    }
}
