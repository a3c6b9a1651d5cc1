package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;

/**
 * LARS: every parameter moves in proportion to its own length.
 *
 * <pre>
 * u = g + decay theta;   r = trust |theta| / (|u| + epsilon), 1 where a norm is 0        norms over one parameter
 * b     <- momentum b + rate r u;   theta <- theta - b
 * </pre>
 *
 * Keeps one number per parameter. The rate is inside the momentum, as in Optax. You, Gitman and Ginsburg 2017.
 */
@Component("lars")
public record Lars(
    @Hyper(value = "1", range = "[0,inf)", doc = "factor of every step") float rate,
    @Hyper(value = "0.9", range = "[0,1)", doc = "share of the summed steps kept from step to step")
        float momentum,
    @Hyper(value = "0.001", range = "(0,inf)", doc = "step length relative to the parameter's length")
        float trust,
    @Hyper(value = "0", range = "[0,inf)", doc = "coupled weight decay") float decay,
    @Hyper(value = "0", range = "[0,inf)", doc = "keeps the quotient finite") float epsilon)
    implements Optimizer {
  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), th = s.theta(), b = s.slot("momentum");
    for (int k = 0; k < s.parameters().size(); k++) {
      Parameter p = s.parameters().get(k);
      for (int i = p.from(); i < p.to(); i++) {
        g[i] += decay * th[i];
      }
      double w = Math.sqrt(s.dot(p, th, th)), u = Math.sqrt(s.dot(p, g, g));
      float r = rate * (w == 0 || u == 0 ? 1 : (float) (trust * w / (u + epsilon)));
      for (int i = p.from(); i < p.to(); i++) {
        b[i] = momentum * b[i] + r * g[i];
        g[i] = b[i];
      }
    }
  }
}
