package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Clipping of the whole gradient to a largest norm, as a link of a chain. The direction of the gradient is
 * preserved.
 *
 * <pre>
 * g <- g min(1, norm / (|g| + epsilon))          |g| over all parameters together
 * </pre>
 *
 * Stateless. The norm is over all parameters together; clip-by-norm has one norm for each. Epsilon is as in PyTorch;
 * Optax has 0.
 * Pascanu, Mikolov and Bengio 2013.
 */
@Component("clip-by-global-norm")
public record ClipByGlobalNorm(
        @Hyper(value = "1", range = "(0,inf)", doc = "largest norm of the gradient")
        float norm,

        @Hyper(value = "1e-6", range = "[0,inf)", doc = "added to the norm for numerical stability")
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
