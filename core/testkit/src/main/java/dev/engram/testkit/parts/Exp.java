package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.Link;
import dev.engram.spi.Maths;

/** h = exp(a) */
public record Exp() implements Activation.Elementwise {
  @Override
  public float value(float a) {
    return Maths.exp(a);
  }

  @Override
  public float slope(float a, float h) {
    return h;
  }

  @Override
  public Link link() {
    return Link.EXP;
  }

  @Override
  public float min() {
    return 0;
  }
}
