package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Shortens the whole gradient to a length, as a link of a chain. Its direction stays.
 *
 * <pre>
 * g <- g min(1, norm / (|g| + epsilon))          |g| over all parameters together
 * </pre>
 *
 * Keeps nothing. One norm over everything that is trained, not one per matrix: see clip-by-norm for that.
 * Epsilon is as in PyTorch; Optax has 0.
 * Pascanu, Mikolov and Bengio 2013.
 */
@Component("clip-by-global-norm")
public record ClipByGlobalNorm(
        @Hyper(value = "1", range = "(0,inf)", doc = "greatest length of the gradient")
        float norm,

        @Hyper(value = "1e-6", range = "[0,inf)", doc = "makes what is shortened a little shorter still")
        float epsilon)
        implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        float c = (float) Math.min(1, norm / (Math.sqrt(s.dot(g, g)) + epsilon));
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] *= c;
        }
    }
}
