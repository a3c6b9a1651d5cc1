package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

import java.util.Arrays;

/**
 * The products in the Vector API, brought to one form: a left operand that is broadcast element by element, and
 * a right one that is read as vectors, so that its rows must run along the columns of the result.
 */
final class VectorProducts {
  private VectorProducts() {}

  private static boolean blocked(int rows, int cols, int depth) {
    return rows >= MIN_ROWS && cols >= LANES && depth >= MIN_DEPTH;
  }

  static final int MIN_ROWS = Integer.getInteger("minrows", 8);
  static final int MIN_DEPTH = Integer.getInteger("mindepth", 1);

  static void productT(int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] bias, int biasOff,
      float[] c, int co, Kernels.Workspace w) {
    if ((long) m * n * k <= DirectProducts.TINY) {
      DirectProducts.productT(m, n, k, a, ao, b, bo, bias, biasOff, c, co);
      return;
    }
    if (m >= LANES && (long) m * k + 2L * m * n < (long) n * k) {
      turned(m, n, k, a, ao, b, bo, bias, biasOff, c, co, w);
      return;
    }
    float[] start = bias == null ? w.zeros(n) : bias;
    if (blocked(m, n, k)) {
      w.blocked().multiply(m, n, k, w.leftOperand().rows(a, ao, k), b, bo, k, true, start, bias == null ? 0 : biasOff, 0, c, co);
      return;
    }
    w.tiled().left(a, ao, k, 1).start(start, bias == null ? 0 : biasOff, 0)
        .multiply(m, n, k, b, bo, k, true, c, co);
  }

  /** C' = B A': with few rows in A, turning A and the result costs less than turning B. */
  private static void turned(int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] bias,
      int biasOff, float[] c, int co, Kernels.Workspace w) {
    float[] t = w.result(Math.multiplyExact(m, n));
    for (int j = 0; j < n; j++) {
      Arrays.fill(t, j * m, j * m + m, bias == null ? 0f : bias[biasOff + j]);
    }
    if (blocked(n, m, k)) {
      w.blocked().multiply(n, m, k, w.leftOperand().rows(b, bo, k), a, ao, k, true, t, 0, m, t, 0);
      Transpose.copy(n, m, t, 0, m, c, co, n, w.blocked().square());
      return;
    }
    w.tiled().left(b, bo, k, 1).start(t, 0, m).multiply(n, m, k, a, ao, k, true, t, 0);
    Transpose.copy(n, m, t, 0, m, c, co, n, w.tiled().square());
  }

  static void product(int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] c, int co,
      Kernels.Workspace w) {
    if ((long) m * n * k <= DirectProducts.TINY) {
      DirectProducts.product(m, n, k, a, ao, b, bo, c, co);
      return;
    }
    if (blocked(m, n, k)) {
      w.blocked().multiply(m, n, k, w.leftOperand().rows(a, ao, k), b, bo, n, false, w.zeros(n), 0, 0, c, co);
      return;
    }
    w.tiled().left(a, ao, k, 1).start(w.zeros(n), 0, 0).multiply(m, n, k, b, bo, n, false, c, co);
  }

  static void tProduct(int m, int n, int k, float scale, float[] a, int ao, float[] b, int bo,
      boolean accumulate, float[] c, int co, Kernels.Workspace w) {
    if ((long) m * n * k <= DirectProducts.TINY) {
      DirectProducts.tProduct(m, n, k, scale, a, ao, b, bo, accumulate, c, co);
      return;
    }
    if (blocked(m, n, k)) {
      BlockedProduct.Left left = w.leftOperand().turned(a, ao, m, scale);
      if (accumulate) {
        w.blocked().multiply(m, n, k, left, b, bo, n, false, c, co, n, c, co);
      } else {
        w.blocked().multiply(m, n, k, left, b, bo, n, false, w.zeros(n), 0, 0, c, co);
      }
      return;
    }
    TiledProduct tiled = w.tiled();
    if (scale == 1) {
      tiled.left(a, ao, 1, m);
    } else {
      float[] scaled = w.left(Math.multiplyExact(m, k));
      VectorLoops.scale(scale, a, ao, scaled, m * k);
      tiled.left(scaled, 0, 1, m);
    }
    if (accumulate) {
      tiled.start(c, co, n);
    } else {
      tiled.start(w.zeros(n), 0, 0);
    }
    tiled.multiply(m, n, k, b, bo, n, false, c, co);
  }
}
