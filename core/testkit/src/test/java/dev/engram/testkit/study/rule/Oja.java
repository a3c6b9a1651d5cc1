package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("oja")
public record Oja() implements LocalRule {
  @Override
  public void learn(Synapses s) {
    Matrix y = s.out(), w = s.weights();
    int n = w.rows();
    Scratch overlap = s.scratch("overlap", n, n).tProduct(y, y).scale(1f / y.rows());
    s.correlate(-1, y, s.in());
    s.add(1, s.scratch("forgetting", n, w.cols()).product(overlap, w));
  }
}
