package dev.engram.testkit.contract;

import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.Set;

/** An optimizer that is looked at, or shown something else, while it works. */
class Wrapped implements Optimizer {
  final Optimizer inside;

  Wrapped(Optimizer inside) {
    this.inside = inside;
  }

  @Override
  public void update(Step s) {
    inside.update(s);
  }

  @Override
  public Set<Requirement> requirements() {
    return inside.requirements();
  }

  @Override
  public boolean supports(Parameter p) {
    return inside.supports(p);
  }
}
