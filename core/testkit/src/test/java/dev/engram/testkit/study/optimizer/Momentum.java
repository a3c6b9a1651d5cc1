package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("momentum")
public record Momentum(@Hyper("0.01") float rate, @Hyper("0.9") float momentum) implements Optimizer {
  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), b = s.slot("momentum");
    for (int i = s.from(), to = s.to(); i < to; i++) {
      b[i] = momentum * b[i] + g[i];
      g[i] = rate * b[i];
    }
  }
}
