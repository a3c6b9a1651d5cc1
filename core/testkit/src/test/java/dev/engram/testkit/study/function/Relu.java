package dev.engram.testkit.study.function;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;

/** h = max(a, 0); slope 0 at the kink. */
@Component("relu")
public record Relu() implements Activation.Elementwise {
  @Override
  public float value(float a) {
    return Math.max(a, 0);
  }

  @Override
  public float slope(float a, float h) {
    return a > 0 ? 1 : 0;
  }

  @Override
  public float min() {
    return 0;
  }
}
