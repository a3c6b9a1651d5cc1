package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * RMSProp: the gradient divided by its running root mean square.
 *
 * <pre>
 * v     <- alpha * v + (1 - alpha) * g^2                   v starts at {@code start}
 * m     <- alpha * m + (1 - alpha) * g                     centred only
 * c      = 1;                   correction: 1 / (1 - alpha^t)
 * w      = c v;                 centred: max(c v - (c m)^2, 0)
 * d      = sqrt(w) + epsilon;   inside-root: sqrt(w + epsilon)
 * b     <- momentum * b + g / d
 * theta <- theta - rate * b
 * </pre>
 *
 * State: one number per parameter, one more with momentum, one more when centred. Epsilon is outside the root, as in
 * PyTorch; Optax and TensorFlow have it inside (Optax {@code {alpha: 0.9, inside-root: true}}, TensorFlow's first
 * version with {@code start: 1}). The learning rate multiplies the whole sum b. The length of the first step is rate
 * / sqrt(1 - alpha).
 * Tieleman and Hinton 2012 (alpha 0.9 on their slides); centred: Graves 2013.
 */
@Component("rmsprop")
public record RmsProp(
        @Hyper(value = "0.01", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.99", range = "[0,1)", doc = "exponential decay rate of the mean square")
        float alpha,

        @Hyper(value = "0", range = "[0,1)", doc = "momentum coefficient")
        float momentum,

        @Hyper(value = "false", doc = "divide by the standard deviation instead of the root mean square")
        boolean centred,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "false", doc = "add epsilon inside the square root")
        boolean insideRoot,

        @Hyper(value = "0", range = "[0,inf)", doc = "initial value of the mean square")
        float start,

        @Hyper(value = "false", doc = "apply bias correction to the means")
        boolean correction)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), v = s.slot("squares", start);
        float eta = rate, a = alpha, in = insideRoot ? epsilon : 0, out = insideRoot ? 0 : epsilon;
        float c = correction ? (float) (1 / (1 - Maths.pow(alpha, s.t()))) : 1;
        int from = s.from(), to = s.to();
        if (centred) {
            float[] m = s.slot("mean");
            for (int i = from; i < to; i++) {
                v[i] = a * v[i] + (1 - a) * g[i] * g[i];
                m[i] = a * m[i] + (1 - a) * g[i];
                g[i] = g[i] / (Maths.sqrt(Math.max(c * v[i] - c * m[i] * (c * m[i]), 0) + in) + out);
            }
        } else {
            for (int i = from; i < to; i++) {
                v[i] = a * v[i] + (1 - a) * g[i] * g[i];
                g[i] = g[i] / (Maths.sqrt(c * v[i] + in) + out);
            }
        }
        if (momentum > 0) {
            float[] b = s.slot("momentum");
            float mu = momentum;
            for (int i = from; i < to; i++) {
                b[i] = mu * b[i] + g[i];
                g[i] = eta * b[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                g[i] *= eta;
            }
        }
    }
}
