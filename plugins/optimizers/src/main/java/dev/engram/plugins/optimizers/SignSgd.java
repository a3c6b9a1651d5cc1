package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * SignSGD: each parameter moves by the same length, against the sign of its gradient.
 *
 * <pre>
 * theta <- theta - rate * sign(g)
 * </pre>
 *
 * Stateless. A gradient of 0 moves nothing. It oscillates around a minimum unless the learning rate falls.
 * Bernstein et al. 2018.
 */
@Component("sign-sgd")
public record SignSgd(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate; the length of every step")
        float rate) implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        float eta = rate;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] = eta * Signs.signum(g[i]);
        }
    }
}
