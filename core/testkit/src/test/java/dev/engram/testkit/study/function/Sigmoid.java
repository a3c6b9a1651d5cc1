package dev.engram.testkit.study.function;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Link;
import dev.engram.spi.Maths;

/**
 * h = 1/(1 + exp(-gain (a - shift))); slope gain h (1 - h). Gain 4 and shift 1/2 make the unit of
 * equilibrium propagation (Ernoult et al. 2019).
 */
@Component("sigmoid")
public record Sigmoid(
    @Hyper(value = "1", range = "(0,inf)", doc = "four times the steepest slope") float gain,
    @Hyper(value = "0", doc = "the pre-activation that gives 1/2") float shift)
    implements Activation.Elementwise {
  @Override
  public float value(float a) {
    return Maths.sigmoid(gain * (a - shift));
  }

  @Override
  public float slope(float a, float h) {
    return gain * h * (1 - h);
  }

  @Override
  public Link link() {
    return gain == 1 && shift == 0 ? Link.SIGMOID : Link.OTHER;
  }

  @Override
  public float min() {
    return 0;
  }
}
