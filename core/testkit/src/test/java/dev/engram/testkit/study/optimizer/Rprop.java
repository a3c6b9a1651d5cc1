package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Need;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * Rprop: every weight has a step length of its own, which grows while its gradient keeps its sign. This is
 * iRprop-.
 *
 * <pre>
 * c = g g_last;   d <- clip(d * (grow if c > 0, shrink if c < 0), min, max);   g <- 0 if c < 0
 * theta <- theta - d sign(g);   g_last <- g
 * </pre>
 *
 * Keeps two numbers per parameter. Means nothing on mini-batches, whose signs change by chance.
 * Riedmiller and Braun 1993; this variant: Igel and Huesken 2003.
 */
@Component("rprop")
public record Rprop(
    @Hyper(value = "0.01", range = "(0,inf)", doc = "first step length") float initial,
    @Hyper(value = "0.5", range = "(0,1)", doc = "factor of the length when the sign changes") float shrink,
    @Hyper(value = "1.2", range = "(1,inf)", doc = "factor of the length when the sign stays") float grow,
    @Hyper(value = "1e-6", range = "[0,inf)", doc = "shortest step") float min,
    @Hyper(value = "50", range = "(0,inf)", doc = "longest step") float max)
    implements Optimizer {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.FULL_BATCH);
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), d = s.slot("length", initial), last = s.slot("last");
    for (int i = s.from(), to = s.to(); i < to; i++) {
      float c = g[i] * last[i];
      d[i] = Math.min(max, Math.max(min, d[i] * (c > 0 ? grow : c < 0 ? shrink : 1)));
      last[i] = c < 0 ? 0 : g[i];
      g[i] = d[i] * Math.signum(last[i]);
    }
  }
}
