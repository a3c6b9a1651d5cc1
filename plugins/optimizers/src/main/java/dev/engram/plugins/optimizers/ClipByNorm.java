package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;

/**
 * Clipping of the gradient of each parameter (a weight matrix, a bias) to a largest norm, as a link of a chain.
 *
 * <pre>
 * g_p <- g_p min(1, norm / |g_p|)                |g_p| over one parameter
 * </pre>
 *
 * Stateless. The direction of each parameter's gradient is preserved, but not that of the whole gradient;
 * clip-by-global-norm preserves it.
 */
@Component("clip-by-norm")
public record ClipByNorm(
        @Hyper(value = "1", range = "(0,inf)", doc = "largest norm of one parameter's gradient")
        float norm) implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        for (int k = 0; k < s.parameters().size(); k++) {
            Parameter p = s.parameters().get(k);
            float c = (float) Math.min(1, norm / Math.sqrt(s.dot(p, g, g)));
            for (int i = p.from(); i < p.to(); i++) {
                g[i] *= c;
            }
        }
    }
}
