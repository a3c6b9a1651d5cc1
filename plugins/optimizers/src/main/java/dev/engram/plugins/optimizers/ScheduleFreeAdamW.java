package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Schedule-Free AdamW: gradients are taken at y, between the fast point z and its average x, which is evaluated.
 *
 * <pre>
 * eta   = rate * min(1, t / warmup);   w = t^power * (largest eta so far)^2;   c = w / sum of all w so far
 * v     <- beta2 * v + (1 - beta2) * g^2
 * z     <- z - eta * (g / (sqrt(v / (1 - beta2^t)) + epsilon) + decay * y)
 * x     <- (1 - c) x + c z
 * theta <- y = (1 - beta1) z + beta1 x                    x = y = z at first
 * </pre>
 *
 * State: three numbers per parameter. The learning rate should be constant after the warm-up; the method is not made
 * for one that falls. beta1 acts as momentum. The decay is applied at y, as in the authors' code.
 * Defazio et al. 2024.
 */
@Component("schedule-free-adamw")
public record ScheduleFreeAdamW(
        @Hyper(value = "0.0025", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.9", range = "[0,1]", doc = "weight of the average in the point where gradients are taken")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "warm-up steps, in which the learning rate rises linearly")
        int warmup,

        @Hyper(value = "0", range = "[0,100]", doc = "r; the average weights each point by the r-th power of its step")
        float power)
        implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), y = s.theta(), v = s.slot("v"), z = s.slot("z", y), x = s.slot("x", y);
        float eta = ScheduleFreeAveraging.warmedUpRate(s, rate, warmup),
                c = ScheduleFreeAveraging.averagingWeight(s, eta, power),
                forget = decay;
        float toFast = 1 - beta1, b = beta2, eps = epsilon, correction = (float) (1 / (1 - Maths.pow(beta2, s.t())));
        int from = s.from(), to = s.to();
        for (int i = from; i < to; i++) {
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            g[i] = g[i] / (Maths.sqrt(correction * v[i]) + eps) + forget * y[i];
        }
        for (int i = from; i < to; i++) { // one loop over all five arrays would not be vectorised
            z[i] -= eta * g[i];
            x[i] += c * (z[i] - x[i]);
            g[i] = y[i] - (x[i] + toFast * (z[i] - x[i])); // y itself where x = z
        }
        s.useForEvaluation(x);
    }
}
