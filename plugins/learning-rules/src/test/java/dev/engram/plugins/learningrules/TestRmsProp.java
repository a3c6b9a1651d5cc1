package dev.engram.plugins.learningrules;

import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** Steps whose size depends on the history of each parameter. */
record TestRmsProp(float rate) implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), v = s.slot("v");
        for (int i = s.from(), to = s.to(); i < to; i++) {
            v[i] = 0.9f * v[i] + 0.1f * g[i] * g[i];
            g[i] = rate * g[i] / (Maths.sqrt(v[i]) + 1e-8f);
        }
    }
}
