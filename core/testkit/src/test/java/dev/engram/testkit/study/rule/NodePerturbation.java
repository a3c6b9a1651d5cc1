package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Need;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * Node perturbation: every unit tries out noise of its own and is credited with how much worse the trial went.
 *
 * <pre>
 * D_l = ((loss with noise - loss without) / sigma) Xi_l        noise: A_l + sigma Xi_l everywhere, Xi ~ N(0,1)
 * </pre>
 *
 * Unbiased as sigma goes to 0; the variance grows with the number of units. Two forward passes, no backward
 * pass and no slopes. Widrow and Lehr 1990; Fiete and Seung 2006.
 */
@Component("node-perturbation")
public record NodePerturbation(
    @Hyper(value = "0.01", range = "(0,inf)", doc = "standard deviation of the noise in each pre-activation")
        float sigma)
    implements LocalRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER);
  }

  @Override
  public Signal signal() {
    return Signal.REWARD;
  }

  @Override
  public float exploration() {
    return sigma;
  }

  @Override
  public void learn(Synapses s) {
    s.credit(
        s.perExample("d", s.pre().cols()).set(s.noise()).scaleRows(s.signal()).scale(-1 / sigma));
  }
}
