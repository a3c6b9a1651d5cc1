package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Coupled weight decay: g <- g + strength theta. Belongs in front of the method that it is to be coupled
 * with.
 */
@Component("l2")
public record L2(
    @Hyper(value = "0.0001", range = "[0,inf)", doc = "weight of |theta|^2 / 2 in the loss")
        float strength)
    implements Optimizer {
  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), th = s.theta();
    for (int i = s.from(), to = s.to(); i < to; i++) {
      g[i] += strength * th[i];
    }
  }
}
