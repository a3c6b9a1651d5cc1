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
 * v     <- alpha * v + (1 - alpha) * g^2
 * m     <- alpha * m + (1 - alpha) * g                     centred only
 * d      = sqrt(v) + epsilon;   centred: sqrt(max(v - m^2, 0)) + epsilon
 * b     <- momentum * b + g / d
 * theta <- theta - rate * b
 * </pre>
 *
 * Keeps one number per parameter, one more with momentum, one more when centred. Epsilon stands outside the root, as
 * in PyTorch; Optax puts it inside. The first step is rate / sqrt(1 - alpha) long.
 * Tieleman and Hinton 2012 (alpha 0.9 on their slides); centred: Graves 2013.
 */
@Component("rmsprop")
public record RmsProp(
    @Hyper(value = "0.01", range = "[0,inf)", doc = "step length per unit of scaled gradient") float rate,
    @Hyper(value = "0.99", range = "[0,1)", doc = "share of the mean square kept from step to step") float alpha,
    @Hyper(value = "0", range = "[0,1)", doc = "share of the summed steps kept from step to step") float momentum,
    @Hyper(value = "false", doc = "divide by the deviation instead of the root mean square") boolean centred,
    @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite") float epsilon)
    implements Optimizer {
  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), v = s.slot("squares");
    float eta = rate, a = alpha, eps = epsilon;
    int from = s.from(), to = s.to();
    if (centred) {
      float[] m = s.slot("mean");
      for (int i = from; i < to; i++) {
        v[i] = a * v[i] + (1 - a) * g[i] * g[i];
        m[i] = a * m[i] + (1 - a) * g[i];
        g[i] = g[i] / (Maths.sqrt(Math.max(v[i] - m[i] * m[i], 0)) + eps);
      }
    } else {
      for (int i = from; i < to; i++) {
        v[i] = a * v[i] + (1 - a) * g[i] * g[i];
        g[i] = g[i] / (Maths.sqrt(v[i]) + eps);
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
