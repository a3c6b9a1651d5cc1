package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Need;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Lookahead: slow parameters follow the fast ones every few steps, and the fast ones start again from there.
 *
 * <pre>
 * every k-th step: slow <- slow + pull (theta - slow);   theta <- slow
 * </pre>
 *
 * Keeps one number per parameter beside the fast optimizer's own, which it keeps. With pull 1 it is the
 * fast optimizer. Zhang, Lucas, Hinton and Ba 2019.
 */
@Component("lookahead")
public record Lookahead(
    @Hyper(value = "5", range = "[1,1000000]", doc = "fast steps between slow ones") int every,
    @Hyper(value = "0.5", range = "[0,1]", doc = "share of the way that a slow step goes") float pull,
    @Hyper(value = "sgd", doc = "the optimizer that takes the fast steps") Optimizer fast)
    implements Optimizer {
  @Override
  public Set<Need> needs() {
    return fast.needs();
  }

  @Override
  public boolean handles(Parameter p) {
    return fast.handles(p);
  }

  @Override
  public void rewrite(Step s) {
    float[] th = s.theta(), g = s.gradient(), slow = s.slot("slow", th);
    s.inner("fast", fast);
    if (s.t() % every != 0) {
      return;
    }
    for (int i = s.from(), to = s.to(); i < to; i++) {
      slow[i] += pull * (th[i] - g[i] - slow[i]);
      g[i] = th[i] - slow[i];
    }
  }
}
