package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Schedule-Free SGD: gradients are taken at y, between the fast point z and its average x, which is evaluated.
 *
 * <pre>
 * eta   = rate * min(1, t / warmup);   w = t^power * (largest eta so far)^2;   c = w / sum of all w so far
 * z     <- z - eta * (g + decay * y)
 * x     <- (1 - c) x + c z
 * theta <- y = (1 - beta) z + beta x                      x = y = z at first
 * </pre>
 *
 * State: two numbers per parameter. The learning rate should be constant after the warm-up; the method is not made
 * for one that falls. With beta 0 it is SGD, evaluated at the average of its iterates; with beta 1 it is primal
 * averaging. beta acts as momentum.
 * Defazio et al. 2024.
 */
@Component("schedule-free-sgd")
public record ScheduleFreeSgd(
        @Hyper(value = "1", range = "[0,inf)", doc = "learning rate; up to ten times that of SGD")
        float rate,

        @Hyper(value = "0.9", range = "[0,1]", doc = "weight of the average in the point where gradients are taken")
        float beta,

        @Hyper(
                value = "0",
                range = "[0,inf)",
                doc = "weight decay coefficient (coupled), applied where gradients are taken")
        float decay,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "warm-up steps, in which the learning rate rises linearly")
        int warmup,

        @Hyper(value = "0", range = "[0,100]", doc = "r; the average weights each point by the r-th power of its step")
        float power)
        implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), y = s.theta(), z = s.slot("z", y), x = s.slot("x", y);
        float eta = ScheduleFreeAveraging.warmedUpRate(s, rate, warmup),
                c = ScheduleFreeAveraging.averagingWeight(s, eta, power),
                forget = decay;
        float toFast = 1 - beta;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            z[i] -= eta * (g[i] + forget * y[i]);
            x[i] += c * (z[i] - x[i]);
            g[i] = y[i] - (x[i] + toFast * (z[i] - x[i])); // y itself where x = z
        }
        s.useForEvaluation(x);
    }
}
