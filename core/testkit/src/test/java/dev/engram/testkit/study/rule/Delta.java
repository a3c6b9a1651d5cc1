package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Need;
import dev.engram.spi.Synapses;
import java.util.Set;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("delta")
public record Delta() implements LocalRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.ONE_LAYER);
  }

  @Override
  public Signal signal() {
    return Signal.ERROR;
  }

  @Override
  public void learn(Synapses s) {
    s.credit(s.signal());
  }
}
