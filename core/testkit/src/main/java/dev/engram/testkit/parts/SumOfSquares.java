package dev.engram.testkit.parts;

import dev.engram.spi.Link;
import dev.engram.spi.LossFunction;

/** 1/2 sum (y - t)^2 */
public record SumOfSquares() implements LossFunction {
  @Override
  public double value(float[] y, float[] t, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double d = (double) y[i] - t[i];
      sum += d * d;
    }
    return sum / 2;
  }

  @Override
  public void slope(float[] y, float[] t, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = y[i] - t[i];
    }
  }

  @Override
  public String refuses(Link output) {
    return null;
  }
}
