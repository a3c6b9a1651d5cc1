package dev.engram.testkit.study.function;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Link;
import dev.engram.spi.Maths;

/** h_i = exp(a_i) / sum_j exp(a_j) over a row; J' delta = h (delta - <h, delta>). */
@Component("softmax")
public record Softmax() implements Activation {
  @Override
  public void apply(float[] a, float[] h, int rows, int cols) {
    for (int from = 0, end = rows * cols; from < end; from += cols) {
      int to = from + cols;
      float max = a[from];
      for (int i = from; i < to; i++) {
        max = Math.max(max, a[i]);
      }
      float sum = 0;
      for (int i = from; i < to; i++) {
        h[i] = Maths.exp(a[i] - max);
        sum += h[i];
      }
      for (int i = from; i < to; i++) {
        h[i] /= sum;
      }
    }
  }

  @Override
  public void gate(float[] a, float[] h, float[] delta, int rows, int cols) {
    for (int from = 0, end = rows * cols; from < end; from += cols) {
      int to = from + cols;
      float mean = 0;
      for (int i = from; i < to; i++) {
        mean += h[i] * delta[i];
      }
      for (int i = from; i < to; i++) {
        delta[i] = h[i] * (delta[i] - mean);
      }
    }
  }

  @Override
  public Link link() {
    return Link.SOFTMAX;
  }

  @Override
  public float min() {
    return 0;
  }
}
