package dev.engram.testkit.study.function;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;

/** The threshold unit: h = 1 for a > 0, else -1. It has no slope to learn by. */
@Component("sign")
public record Sign() implements Activation.Elementwise {
  @Override
  public float value(float a) {
    return a > 0 ? 1 : -1;
  }

  @Override
  public float slope(float a, float h) {
    return 0;
  }

  @Override
  public boolean smooth() {
    return false;
  }

  @Override
  public float min() {
    return -1;
  }
}
