package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * RMSProp: the gradient divided by a running root mean square of itself.
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
 * Keeps one number per parameter, one more with momentum, one more when centred. Epsilon stands outside the
 * root, as in PyTorch; Optax and TensorFlow have it inside (Optax {@code {alpha: 0.9, inside-root: true}},
 * TensorFlow's first version with {@code start: 1}). The rate multiplies the whole sum b. The first step is
 * rate / sqrt(1 - alpha) long.
 * Tieleman and Hinton 2012 (alpha 0.9 on their slides); centred: Graves 2013.
 */
@Component("rmsprop")
public record RmsProp(
        @Hyper(value = "0.01", range = "[0,inf)", doc = "step length per unit of scaled gradient")
        float rate,

        @Hyper(value = "0.99", range = "[0,1)", doc = "share of the mean square kept from step to step")
        float alpha,

        @Hyper(value = "0", range = "[0,1)", doc = "share of the summed steps kept from step to step")
        float momentum,

        @Hyper(value = "false", doc = "divide by the deviation instead of the root mean square")
        boolean centred,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite")
        float epsilon,

        @Hyper(value = "false", doc = "epsilon is added under the root")
        boolean insideRoot,

        @Hyper(value = "0", range = "[0,inf)", doc = "first value of the mean square")
        float start,

        @Hyper(value = "false", doc = "correct the means for their start at zero")
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
