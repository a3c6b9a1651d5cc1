package dev.engram.testkit.study.function;

import dev.engram.spi.Component;
import dev.engram.spi.LossFunction;

/** Half the sum of squared errors: 1/2 sum (y - t)^2. */
@Component("sse")
public record Sse() implements LossFunction {
  @Override
  public double value(float[] y, float[] t, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double e = y[i] - t[i];
      sum += e * e / 2;
    }
    return sum;
  }

  @Override
  public void slope(float[] y, float[] t, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = y[i] - t[i];
    }
  }
}
