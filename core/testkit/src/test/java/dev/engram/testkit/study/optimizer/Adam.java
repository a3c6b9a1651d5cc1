package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("adam")
public record Adam(
    @Hyper("0.001") float rate,
    @Hyper("0.9") float beta1,
    @Hyper("0.999") float beta2,
    @Hyper("1e-8") float epsilon)
    implements Optimizer {
  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), m = s.slot("m"), v = s.slot("v");
    float c1 = (float) (rate / (1 - Maths.pow(beta1, s.t()))), c2 = (float) (1 / (1 - Maths.pow(beta2, s.t())));
    for (int i = s.from(), to = s.to(); i < to; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      g[i] = c1 * m[i] / (Maths.sqrt(c2 * v[i]) + epsilon);
    }
  }
}
