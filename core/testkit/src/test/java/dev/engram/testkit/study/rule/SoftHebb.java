package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;

/**
 * SoftHebb: units compete softly for every example, and the winner's weights move towards it.
 *
 * <pre>
 * y = softmax(sharpness * u) over the units;   G_k = -mean over the batch of y_k (x - u_k w_k)        u = W x + b
 * </pre>
 *
 * Rows tend to length 1. The bias rests. Local and unsupervised: {@link Layerwise} puts a read-out on top.
 * Moraitis, Toichkin, Journe, Chua and Guo 2022.
 */
@Component("soft-hebb")
public record SoftHebb(
    @Hyper(value = "1", range = "[0,inf)", doc = "inverse temperature: 0 for no competition") float sharpness)
    implements LocalRule {
  @Override
  public void learn(Synapses s) {
    Matrix u = s.pre(), w = s.weights();
    int rows = u.rows(), n = u.cols();
    Scratch share = s.perExample("share", n).set(u).scale(sharpness);
    for (int r = 0; r < rows; r++) {
      compete(share.data(), r * n, r * n + n);
    }
    s.correlate(-1, share, s.in());
    Scratch forgetting = s.scratch("forgetting", n, 1).fill(0);
    share.times(u).scale(1f / rows);
    for (int i = 0; i < rows * n; i++) {
      forgetting.data()[i % n] += share.data()[i];
    }
    s.add(1, s.scratch("decay", n, w.cols()).set(w).scaleRows(forgetting));
  }

  /** Softmax of one row in place. */
  private static void compete(float[] y, int from, int to) {
    float max = y[from], sum = 0;
    for (int i = from; i < to; i++) {
      max = Math.max(max, y[i]);
    }
    for (int i = from; i < to; i++) {
      y[i] = Maths.exp(y[i] - max);
      sum += y[i];
    }
    for (int i = from; i < to; i++) {
      y[i] /= sum;
    }
  }
}
