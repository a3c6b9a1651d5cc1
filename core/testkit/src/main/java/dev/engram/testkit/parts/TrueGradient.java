package dev.engram.testkit.parts;

import dev.engram.spi.LearningRule;
import dev.engram.spi.Need;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.Set;

/** The gradient of the loss: back-propagation in one line. */
public record TrueGradient() implements LearningRule {
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
