package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;

/**
 * Sanger's rule, the generalised Hebbian algorithm: Oja's with an order among the units, so that each
 * learns what those before it leave.
 *
 * <pre>
 * G = -(Y' X - LT(Y' Y) W) / B        LT: lower triangle with the diagonal
 * </pre>
 *
 * k linear units come to the first k principal components, in order and at length 1, if the inputs have
 * mean 0. The bias rests. One unit is Oja's rule bit for bit. Local and unsupervised. Sanger 1989.
 */
@Component("sanger")
public record Sanger() implements LocalRule {
  @Override
  public void learn(Synapses s) {
    Matrix y = s.out(), w = s.weights();
    int n = w.rows();
    Scratch overlap = s.scratch("overlap", n, n).tProduct(y, y).scale(1f / y.rows());
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        overlap.data()[i * n + j] = 0;
      }
    }
    s.correlate(-1, y, s.in());
    s.add(1, s.scratch("forgetting", n, w.cols()).product(overlap, w));
  }
}
