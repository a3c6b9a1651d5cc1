package dev.engram.testkit.contract;

import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;
import java.util.function.Consumer;

/** A rule whose session is shown to somebody. */
record WrappedRule(LearningRule inside, Consumer<BoundRule> shown) implements LearningRule {
  @Override
  public Set<Requirement> requirements() {
    return inside.requirements();
  }

  @Override
  public boolean exactGradient() {
    return inside.exactGradient();
  }

  @Override
  public BoundRule bind(Setup setup) {
    BoundRule s = inside.bind(setup);
    shown.accept(s);
    return s;
  }
}
