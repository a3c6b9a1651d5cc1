package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdamW: Adam with decoupled weight decay. The decay sees the parameters before the step and is not scaled
 * by the gradient.
 *
 * <pre>
 * m     <- beta1 m + (1 - beta1) g;   v <- beta2 v + (1 - beta2) g^2
 * theta <- (1 - rate decay) theta - rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * Keeps two numbers per parameter. Biases decay too. Without decay it is Adam. Loshchilov and Hutter 2019.
 */
@Component("adamw")
public record AdamW(
    @Hyper(value = "0.001", range = "[0,inf)", doc = "step length per unit of scaled gradient")
        float rate,
    @Hyper(value = "0.9", range = "[0,1)", doc = "share of the mean gradient kept from step to step") float beta1,
    @Hyper(value = "0.999", range = "[0,1)", doc = "share of the mean square kept from step to step") float beta2,
    @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite") float epsilon,
    @Hyper(value = "0.01", range = "[0,inf)", doc = "share of each parameter forgotten per unit of rate")
        float decay)
    implements Optimizer {
  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), th = s.theta(), m = s.slot("m"), v = s.slot("v");
    float a = beta1, b = beta2, eps = epsilon, forget = rate * decay;
    float c1 = (float) (rate / (1 - Maths.pow(beta1, s.t()))), c2 = (float) (1 / (1 - Maths.pow(beta2, s.t())));
    for (int i = s.from(), to = s.to(); i < to; i++) {
      m[i] = a * m[i] + (1 - a) * g[i];
      v[i] = b * v[i] + (1 - b) * g[i] * g[i];
      g[i] = c1 * m[i] / (Maths.sqrt(c2 * v[i]) + eps) + forget * th[i];
    }
  }
}
