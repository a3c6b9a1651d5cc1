package dev.engram.testkit.standins;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Shortens the whole gradient to a given norm: g <- g min(1, norm / (|g| + 1e-6)). Its direction stays.
 * Pascanu, Mikolov and Bengio 2013.
 */
@Component("clip")
public record Clip(
        @Hyper(value = "1", range = "(0,inf)", doc = "greatest length of the gradient")
        float norm) implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        float c = (float) Math.min(1, norm / (Math.sqrt(s.dot(g, g)) + 1e-6));
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] *= c;
        }
    }
}
