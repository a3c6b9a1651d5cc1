package dev.engram.testkit.study.function;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Maths;

/** h = tanh(a); slope 1 - h^2 */
@Component("tanh")
public record Tanh() implements Activation.Elementwise {
  @Override
  public float value(float a) {
    return Maths.tanh(a);
  }

  @Override
  public float slope(float a, float h) {
    return 1 - h * h;
  }
}
