package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;

/**
 * Clipping of the step of each parameter (a weight matrix, a bias) to a largest root mean square, as a link of a
 * chain.
 *
 * <pre>
 * g_p <- g_p / max(1, rms(g_p) / limit)          rms(x) = |x| / sqrt(numbers in x)
 * </pre>
 *
 * Stateless. Unlike a norm, the root mean square does not depend on the size of the matrix. After an adaptive method
 * it limits rare outliers; the learning rate then has to follow it, as in {@code [{adam: {rate: 1}}, clip-by-rms,
 * {sgd: {rate: 0.001}}]}.
 * Shazeer and Stern 2018.
 */
@Component("clip-by-rms")
public record ClipByRms(
        @Hyper(value = "1", range = "(0,inf)", doc = "largest root mean square of one parameter's step")
        float limit) implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        for (int k = 0; k < s.parameters().size(); k++) {
            Parameter p = s.parameters().get(k);
            float c = (float) (1 / Math.max(1, Math.sqrt(s.dot(p, g, g) / (p.to() - p.from())) / limit));
            for (int i = p.from(); i < p.to(); i++) {
                g[i] *= c;
            }
        }
    }
}
