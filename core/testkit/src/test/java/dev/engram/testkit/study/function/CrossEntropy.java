package dev.engram.testkit.study.function;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Link;
import dev.engram.spi.LossFunction;

/**
 * Categorical cross-entropy -sum t ln(y + floor); on a softmax it works on the pre-activation, where its
 * error is y - t.
 */
@Component("cross-entropy")
public record CrossEntropy(
    @Hyper(value = "1e-7", range = "[0,1)", doc = "keeps the logarithm finite") float floor)
    implements LossFunction {
  @Override
  public double value(float[] y, float[] t, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum -= t[i] * StrictMath.log(y[i] + floor);
    }
    return sum;
  }

  @Override
  public void slope(float[] y, float[] t, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = -t[i] / (y[i] + floor);
    }
  }

  @Override
  public Fused fuse(Link output) {
    return output == Link.SOFTMAX ? new Logits() : null;
  }

  /** sum t (log sum exp a - a) */
  private record Logits() implements Fused {
    @Override
    public double value(float[] a, float[] y, float[] t, int from, int to) {
      double max = a[from];
      for (int i = from; i < to; i++) {
        max = Math.max(max, a[i]);
      }
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += StrictMath.exp(a[i] - max);
      }
      double value = 0;
      for (int i = from; i < to; i++) {
        value += t[i] * (max + StrictMath.log(sum) - a[i]);
      }
      return value;
    }

    @Override
    public void error(float[] a, float[] y, float[] t, float[] out, int from, int to) {
      for (int i = from; i < to; i++) {
        out[i] = y[i] - t[i];
      }
    }
  }
}
