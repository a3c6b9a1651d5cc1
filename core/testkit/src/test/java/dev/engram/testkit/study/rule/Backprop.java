package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Need;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.Set;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("backprop")
public record Backprop() implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.SLOPES);
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Session open(Setup setup) {
    return setup.transport((layer, batch) -> layer.weights());
  }
}
