package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Need;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * The perceptron rule: learns from mistakes only.
 *
 * <pre>
 * D = -t where t a <= 0, else 0;   G = D' X / B        t in {-1, +1}, a: the pre-activation
 * </pre>
 *
 * On separable data at batch 1 it makes at most (R / margin)^2 mistakes; on others it never comes to rest.
 * Rosenblatt 1958; the bound: Novikoff 1962.
 */
@Component("perceptron")
public record Perceptron() implements LocalRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.ONE_LAYER);
  }

  @Override
  public Signal signal() {
    return Signal.TARGET;
  }

  @Override
  public void learn(Synapses s) {
    s.credit(s.perExample("d", s.pre().cols()).zip(s.signal(), s.pre(), (t, a) -> t * a <= 0 ? -t : 0));
  }
}
