package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Schedule-Free AdamW: gradients are taken at y between the fast point z and its average x, which is what
 * is evaluated.
 *
 * <pre>
 * eta   = rate min(1, t / warmup);   w = (largest eta so far)^2;   c = w / sum of all w
 * z     <- z - eta (g / (sqrt(v / (1 - beta2^t)) + epsilon) + decay y);   x <- (1 - c) x + c z
 * theta <- y = (1 - beta1) z + beta1 x        v as in Adam
 * </pre>
 *
 * Keeps three numbers per parameter. Needs no falling rate. Defazio et al. 2024.
 */
@Component("schedule-free-adamw")
public record ScheduleFreeAdamW(
    @Hyper(value = "0.0025", range = "[0,inf)", doc = "step length per unit of scaled gradient")
        float rate,
    @Hyper(value = "0.9", range = "[0,1]", doc = "share of the average in the point where gradients are taken")
        float beta1,
    @Hyper(value = "0.999", range = "[0,1)", doc = "share of the mean square kept from step to step") float beta2,
    @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite") float epsilon,
    @Hyper(value = "0", range = "[0,inf)", doc = "share of each parameter forgotten per unit of rate")
        float decay,
    @Hyper(value = "0", range = "[0,1000000000]", doc = "steps in which the rate grows to its full size")
        int warmup)
    implements Optimizer {
  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(),
        y = s.theta(),
        v = s.slot("v"),
        z = s.slot("z", y),
        x = s.slot("x", y);
    Step.Scalar sum = s.scalar("weights", 0), largest = s.scalar("largest rate", 0);
    float eta = rate * Math.min(1, s.t() / (float) Math.max(1, warmup));
    largest.set(Math.max(largest.get(), eta));
    double w = largest.get() * largest.get();
    sum.set(sum.get() + w);
    float c = sum.get() == 0 ? 0 : (float) (w / sum.get()), c2 = (float) (1 / (1 - Maths.pow(beta2, s.t())));
    for (int i = s.from(), to = s.to(); i < to; i++) {
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      z[i] -= eta * (g[i] / (Maths.sqrt(c2 * v[i]) + epsilon) + decay * y[i]);
      x[i] += c * (z[i] - x[i]);
      g[i] = y[i] - ((1 - beta1) * z[i] + beta1 * x[i]);
    }
    s.view(x);
  }
}
