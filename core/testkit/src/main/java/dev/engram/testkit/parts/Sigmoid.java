package dev.engram.testkit.parts;

import dev.engram.spi.Activation;
import dev.engram.spi.Link;
import dev.engram.spi.Maths;

/** h = 1 / (1 + exp(-a)) */
public record Sigmoid() implements Activation.Elementwise {
  @Override
  public float value(float a) {
    return Maths.sigmoid(a);
  }

  @Override
  public float slope(float a, float h) {
    return h * (1 - h);
  }

  @Override
  public Link link() {
    return Link.SIGMOID;
  }

  @Override
  public float min() {
    return 0;
  }
}
