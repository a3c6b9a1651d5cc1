package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdaGrad: a learning rate for each parameter, which falls with the sum of its squared gradients.
 *
 * <pre>
 * s     <- s + g^2                                                    s starts at {@code start}
 * theta <- theta - rate / (1 + (t-1) decay) * g / (sqrt(s) + epsilon)
 *          theta - rate / (1 + (t-1) decay) * g / sqrt(s + epsilon)   inside-root: true
 * </pre>
 *
 * State: one number per parameter. Epsilon is outside the root and s starts at 0, as in PyTorch; Optax is {@code
 * {start: 0.1, epsilon: 1e-7, inside-root: true}}. A constant gradient gives steps of rate / sqrt(t).
 * Duchi, Hazan and Singer 2011.
 */
@Component("adagrad")
public record AdaGrad(
        @Hyper(value = "0.01", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0", range = "[0,inf)", doc = "learning rate decay per step")
        float decay,

        @Hyper(value = "0", range = "[0,inf)", doc = "initial value of the sum of squares")
        float start,

        @Hyper(value = "1e-10", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "false", doc = "add epsilon inside the square root")
        boolean insideRoot)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), sum = s.slot("squares", start);
        float eta = (float) (rate / (1 + (s.t() - 1) * (double) decay));
        float in = insideRoot ? epsilon : 0, out = insideRoot ? 0 : epsilon;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            sum[i] += g[i] * g[i];
            g[i] = eta * g[i] / (Maths.sqrt(sum[i] + in) + out);
        }
    }
}
