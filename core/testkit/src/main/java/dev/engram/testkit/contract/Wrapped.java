package dev.engram.testkit.contract;

import dev.engram.spi.Need;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import java.util.Set;

/** An optimizer that is looked at, or shown something else, while it works. */
class Wrapped implements Optimizer {
  final Optimizer inside;

  Wrapped(Optimizer inside) {
    this.inside = inside;
  }

  @Override
  public void rewrite(Step s) {
    inside.rewrite(s);
  }

  @Override
  public Set<Need> needs() {
    return inside.needs();
  }

  @Override
  public boolean handles(Parameter p) {
    return inside.handles(p);
  }
}
