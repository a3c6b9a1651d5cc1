package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;

/**
 * Shampoo: a matrix's gradient, whitened from both sides. The classic form, for small layers: it takes
 * eigenvalues each step.
 *
 * <pre>
 * L <- L + G G';   R <- R + G' G, both at first epsilon I;   W <- W - rate L^(-1/4) G R^(-1/4)
 * </pre>
 *
 * Keeps rows^2 + cols^2 numbers for a parameter of rows x cols. Gupta, Koren and Singer 2018.
 */
@Component("shampoo")
public record Shampoo(
    @Hyper(value = "0.1", range = "[0,inf)", doc = "step length per unit of whitened gradient") float rate,
    @Hyper(value = "1e-4", range = "(0,inf)", doc = "first value of the diagonals") float epsilon)
    implements Optimizer {
  @Override
  public void rewrite(Step s) {
    for (Parameter p : s.parameters()) {
      int m = p.rows(), n = p.cols();
      Scratch left = s.slot(p, "left", m, m, epsilon), right = s.slot(p, "right", n, n, epsilon);
      Scratch g = s.scratch("g", m, n), half = s.scratch("half", m, n);
      Scratch mm = s.scratch("mm", m, m), nn = s.scratch("nn", n, n);
      System.arraycopy(s.gradient(), p.from(), g.data(), 0, m * n);
      left.add(1, mm.productT(g, g));
      right.add(1, nn.tProduct(g, g));
      half.product(Symmetric.power(left, -0.25, mm), g);
      g.product(half, Symmetric.power(right, -0.25, nn)).scale(rate);
      System.arraycopy(g.data(), 0, s.gradient(), p.from(), m * n);
    }
  }
}
