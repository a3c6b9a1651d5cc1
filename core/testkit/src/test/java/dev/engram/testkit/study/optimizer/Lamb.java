package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;

/**
 * LAMB: AdamW's direction, for every parameter as long as the parameter itself.
 *
 * <pre>
 * u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) + decay theta        m, v as in Adam
 * theta <- theta - rate (|theta| / |u|) u, the quotient 1 where a norm is 0        norms over one parameter
 * </pre>
 *
 * Keeps two numbers per parameter. You et al. 2020.
 */
@Component("lamb")
public record Lamb(
    @Hyper(value = "0.001", range = "[0,inf)", doc = "step length relative to the parameter's length") float rate,
    @Hyper(value = "0.9", range = "[0,1)", doc = "share of the mean gradient kept from step to step") float beta1,
    @Hyper(value = "0.999", range = "[0,1)", doc = "share of the mean square kept from step to step") float beta2,
    @Hyper(value = "1e-6", range = "(0,inf)", doc = "keeps the quotient finite") float epsilon,
    @Hyper(value = "0.01", range = "[0,inf)", doc = "weight of the parameter itself in the direction")
        float decay)
    implements Optimizer {
  @Override
  public void rewrite(Step s) {
    s.inner("adam", new AdamW(1, beta1, beta2, epsilon, decay));
    float[] g = s.gradient(), th = s.theta();
    for (int k = 0; k < s.parameters().size(); k++) {
      Parameter p = s.parameters().get(k);
      double w = Math.sqrt(s.dot(p, th, th)), u = Math.sqrt(s.dot(p, g, g));
      float r = rate * (w == 0 || u == 0 ? 1 : (float) (w / u));
      for (int i = p.from(); i < p.to(); i++) {
        g[i] *= r;
      }
    }
  }
}
