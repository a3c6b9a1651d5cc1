package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Matrix;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;

/** A loss bound to an output activation: where the two match, it works on the pre-activation. */
final class BoundLoss implements Objective {
  private final LossFunction loss;
  private final Activation phi;
  private final LossFunction.Fused fused;

  BoundLoss(LossFunction loss, Activation phi) {
    this.loss = loss;
    this.phi = phi;
    this.fused = loss.fuse(phi.outputFunction());
  }

  @Override
  public double valueAndError(Activations output, Matrix targets, Scratch delta) {
    Tape o = (Tape) output;
    Tensor t = fit(targets, o.out);
    float[] a = o.pre.data, y = o.out.data, right = aligned(t), d = delta.data();
    int rows = t.rows, cols = t.cols;
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      int from = r * cols, to = from + cols;
      if (fused != null) {
        sum += fused.value(a, y, right, from, to);
        fused.gradient(a, y, right, d, from, to);
      } else {
        sum += loss.value(y, right, from, to);
        loss.gradient(y, right, d, from, to);
      }
    }
    if (fused == null) {
      phi.backward(a, y, d, rows, cols);
    }
    return sum / rows;
  }

  @Override
  public double valueAndLosses(Activations output, Matrix targets, Scratch each) {
    Tape o = (Tape) output;
    Tensor t = fit(targets, o.out);
    float[] a = o.pre.data, y = o.out.data, right = aligned(t);
    double sum = 0;
    for (int r = 0; r < t.rows; r++) {
      int from = r * t.cols, to = from + t.cols;
      double v = fused != null ? fused.value(a, y, right, from, to) : loss.value(y, right, from, to);
      each.data()[r] = (float) v;
      sum += v;
    }
    return sum / t.rows;
  }

  @Override
  public double value(Matrix y, Matrix targets) {
    Tensor t = fit(targets, Tensor.of(y));
    float[] out = aligned(Tensor.of(y)), right = aligned(t);
    double sum = 0;
    for (int r = 0; r < t.rows; r++) {
      sum += loss.value(out, right, r * t.cols, (r + 1) * t.cols);
    }
    return sum / t.rows;
  }

  @Override
  public void gradient(Matrix y, Matrix targets, Scratch slope) {
    Tensor t = fit(targets, Tensor.of(y));
    float[] out = aligned(Tensor.of(y)), right = aligned(t);
    for (int r = 0; r < t.rows; r++) {
      loss.gradient(out, right, slope.data(), r * t.cols, (r + 1) * t.cols);
    }
  }

  private static Tensor fit(Matrix targets, Tensor y) {
    Tensor t = Tensor.of(targets);
    if (t.rows != y.rows || t.cols != y.cols) {
      throw new IllegalArgumentException("outputs " + y.shape() + " and targets " + t.shape() + " do not go together");
    }
    return t;
  }

  /** Losses use one index for outputs and targets, so both begin at 0. */
  private static float[] aligned(Tensor t) {
    if (t.offset != 0) {
      throw new IllegalArgumentException("outputs and targets of a loss begin at index 0 of their arrays");
    }
    return t.data;
  }
}
