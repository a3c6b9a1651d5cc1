package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Prodigy: Adam that estimates its own step size d from how far the gradients say it is from the start.
 *
 * <pre>
 * D = rate d;   b = sqrt(beta2)
 * n     <- b n + (d / d0) D <g, theta_0 - theta>;   s <- b s + (d / d0) D g;   d' = max(d, n / |s|_1)
 * m     <- beta1 m + (1 - beta1) d g;   v <- beta2 v + (1 - beta2) d^2 g^2
 * theta <- theta - D (m / (sqrt(v) + d' epsilon) + decay theta);   d <- d'
 * </pre>
 *
 * Keeps four numbers per parameter; d never falls. Mishchenko and Defazio 2023.
 */
@Component("prodigy")
public record Prodigy(
    @Hyper(value = "1", range = "[0,inf)", doc = "factor of the estimated step size") float rate,
    @Hyper(value = "0.9", range = "[0,1)", doc = "share of the mean gradient kept from step to step") float beta1,
    @Hyper(value = "0.999", range = "[0,1)", doc = "share of the mean square kept from step to step") float beta2,
    @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite") float epsilon,
    @Hyper(value = "1e-6", range = "(0,inf)", doc = "first estimate of the step size; well below the truth")
        double first,
    @Hyper(value = "0", range = "[0,inf)", doc = "share of each parameter forgotten per unit of rate")
        float decay)
    implements Optimizer {
  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), th = s.theta(), start = s.slot("start", th);
    float[] m = s.slot("m"), v = s.slot("v"), sum = s.slot("sum");
    Step.Scalar estimate = s.scalar("d", first), numerator = s.scalar("numerator", 0);
    double d = estimate.get(), big = d * rate, b = Math.sqrt(beta2), travelled = 0, norm = 0;
    float keep = (float) b, k = (float) (d / first * big);
    for (int i = s.from(), to = s.to(); i < to; i++) {
      travelled += g[i] * (double) (start[i] - th[i]);
      m[i] = beta1 * m[i] + (1 - beta1) * (float) d * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * (float) (d * d) * g[i] * g[i];
      sum[i] = keep * sum[i] + k * g[i];
      norm += Math.abs(sum[i]);
    }
    numerator.set(b * numerator.get() + d / first * big * travelled);
    double next = norm == 0 ? d : Math.max(d, numerator.get() / norm);
    estimate.set(next);
    float step = (float) big, eps = (float) (next * epsilon);
    for (int i = s.from(), to = s.to(); i < to; i++) {
      g[i] = step * (m[i] / (Maths.sqrt(v[i]) + eps) + decay * th[i]);
    }
  }
}
