package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Clipping of each element of the gradient, as a link of a chain.
 *
 * <pre>
 * g <- max(-limit, min(limit, g))
 * </pre>
 *
 * Stateless. Unlike clipping by a norm, it changes the direction of the gradient.
 */
@Component("clip-by-value")
public record ClipByValue(
        @Hyper(value = "1", range = "(0,inf)", doc = "largest absolute value of an element")
        float limit) implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        float c = limit;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] = Math.max(-c, Math.min(c, g[i]));
        }
    }
}
