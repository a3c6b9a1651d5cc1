package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Need;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.EnumSet;
import java.util.Set;

/**
 * One local rule for the hidden layers, another for the last: SoftHebb with a delta-rule read-out, for example.
 *
 * <pre>
 * G_l = hidden's for l < L;   G_L = output's
 * </pre>
 */
@Component("layerwise")
public record Layerwise(
    @Hyper(value = "soft-hebb", doc = "rule of all layers but the last") LocalRule hidden,
    @Hyper(value = "delta", doc = "rule of the last layer") LocalRule output)
    implements LearningRule {
  @Override
  public Set<Need> needs() {
    Set<Need> all = EnumSet.noneOf(Need.class);
    all.addAll(hidden.needs());
    all.addAll(output.needs());
    all.remove(Need.ONE_LAYER); // each rule has one layer to itself
    return all;
  }

  @Override
  public Session open(Setup setup) {
    return setup.local(layer -> layer == setup.network().last() ? output : hidden);
  }
}
