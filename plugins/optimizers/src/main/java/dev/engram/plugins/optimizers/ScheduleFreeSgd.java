package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Schedule-Free SGD: gradients are taken at y, between the fast point z and its average x; x is what is evaluated.
 *
 * <pre>
 * eta   = rate * min(1, t / warmup);   w = t^power * (largest eta so far)^2;   c = w / sum of all w so far
 * z     <- z - eta * (g + decay * y)
 * x     <- (1 - c) x + c z
 * theta <- y = (1 - beta) z + beta x                      x = y = z at first
 * </pre>
 *
 * Keeps two numbers per parameter. Needs no falling rate; a rate that falls nevertheless is not what it was made for.
 * With beta 0 it is SGD, evaluated at the average of its path; with beta 1 primal averaging. Momentum is in beta.
 * Defazio et al. 2024.
 */
@Component("schedule-free-sgd")
public record ScheduleFreeSgd(
        @Hyper(value = "1", range = "[0,inf)", doc = "step length per unit of gradient; up to ten times that of SGD")
        float rate,

        @Hyper(value = "0.9", range = "[0,1]", doc = "share of the average in the point where gradients are taken")
        float beta,

        @Hyper(value = "0", range = "[0,inf)", doc = "coupled weight decay, at the point where gradients are taken")
        float decay,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "steps in which the rate grows to its full size")
        int warmup,

        @Hyper(value = "0", range = "[0,100]", doc = "r: later points weigh as the r-th power of their step")
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
