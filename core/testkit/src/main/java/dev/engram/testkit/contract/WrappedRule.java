package dev.engram.testkit.contract;

import dev.engram.spi.LearningRule;
import dev.engram.spi.Need;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.Set;
import java.util.function.Consumer;

/** A rule whose session is shown to somebody. */
record WrappedRule(LearningRule inside, Consumer<Session> shown) implements LearningRule {
  @Override
  public Set<Need> needs() {
    return inside.needs();
  }

  @Override
  public boolean exact() {
    return inside.exact();
  }

  @Override
  public Session open(Setup setup) {
    Session s = inside.open(setup);
    shown.accept(s);
    return s;
  }
}
