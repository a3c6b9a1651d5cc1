package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Clips every number of the gradient, as a link of a chain.
 *
 * <pre>
 * g <- max(-limit, min(limit, g))
 * </pre>
 *
 * Keeps nothing. The direction changes, unlike with a norm.
 */
@Component("clip-by-value")
public record ClipByValue(
        @Hyper(value = "1", range = "(0,inf)", doc = "largest size of a number")
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
