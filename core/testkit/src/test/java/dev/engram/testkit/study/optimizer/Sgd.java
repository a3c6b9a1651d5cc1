package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("sgd")
public record Sgd(@Hyper("0.1") float rate) implements Optimizer {
  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient();
    for (int i = s.from(), to = s.to(); i < to; i++) {
      g[i] *= rate;
    }
  }
}
