package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;

/**
 * Muon: momentum, made orthogonal, for weight matrices. Biases and the rest go to another optimizer, with
 * {@link Split}.
 *
 * <pre>
 * B <- momentum B + (1 - momentum) G;   U = (1 - momentum) G + momentum B
 * X = U / |U|, transposed if tall;   5 times: A = X X', X <- 3.4445 X + (-4.7750 A + 2.0315 A A) X
 * W <- (1 - rate decay) W - rate sqrt(max(1, rows / cols)) X
 * </pre>
 *
 * The iteration brings the singular values near 1 (0.68 to 1.21) without computing them. Keeps one number
 * per parameter. Jordan et al. 2024; decay: Liu et al. 2025.
 */
@Component("muon")
public record Muon(
    @Hyper(value = "0.02", range = "[0,inf)", doc = "step length per unit of singular value")
        float rate,
    @Hyper(value = "0.95", range = "[0,1)", doc = "share of the mean gradient kept from step to step")
        float momentum,
    @Hyper(value = "0", range = "[0,inf)", doc = "share of each weight forgotten per unit of rate")
        float decay)
    implements Optimizer {
  @Override
  public boolean handles(Parameter p) {
    return p.is(Parameter.Tag.WEIGHT);
  }

  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), th = s.theta(), b = s.slot("momentum");
    for (int i = s.from(), to = s.to(); i < to; i++) {
      b[i] = momentum * b[i] + (1 - momentum) * g[i];
      g[i] = (1 - momentum) * g[i] + momentum * b[i];
    }
    for (int k = 0; k < s.parameters().size(); k++) {
      Parameter p = s.parameters().get(k);
      float scale = rate * (float) Math.sqrt(Math.max(1, p.rows() / (double) p.cols()));
      orthogonalise(s, p);
      for (int i = p.from(); i < p.to(); i++) {
        g[i] = scale * g[i] + rate * decay * th[i];
      }
    }
  }

  private static void orthogonalise(Step s, Parameter p) {
    boolean tall = p.rows() > p.cols();
    int m = Math.min(p.rows(), p.cols()), n = Math.max(p.rows(), p.cols());
    float[] g = s.gradient();
    Scratch x = s.scratch("x", m, n), ax = s.scratch("ax", m, n);
    Scratch a = s.scratch("a", m, m), polynomial = s.scratch("polynomial", m, m);
    float norm = (float) Math.sqrt(s.dot(p, g, g)) + 1e-7f;
    for (int i = 0; i < m * n; i++) {
      x.data()[i] = g[p.from() + (tall ? i % n * m + i / n : i)] / norm;
    }
    for (int round = 0; round < 5; round++) {
      a.productT(x, x);
      polynomial.product(a, a).scale(2.0315f).add(-4.7750f, a);
      ax.product(polynomial, x);
      x.scale(3.4445f).add(1, ax);
    }
    for (int i = 0; i < m * n; i++) {
      g[p.from() + (tall ? i % n * m + i / n : i)] = x.data()[i];
    }
  }
}
