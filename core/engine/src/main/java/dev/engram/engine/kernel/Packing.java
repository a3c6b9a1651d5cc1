package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;
import static dev.engram.engine.kernel.VectorTiles.ROWS;
import static dev.engram.engine.kernel.VectorTiles.WIDTH;

/** Copies of operands in the order in which the tiles read them. */
final class Packing {
  private Packing() {}

  /**
   * {@code scale * A'} of a k x m matrix in strips of four rows: strip i / 4 begins at i * k and holds element
   * (i + r, p) at 4 p + r. Rows beyond the last whole strip follow one by one.
   */
  static void strips(int m, int k, float scale, float[] a, int ao, float[] to) {
    int i = 0;
    for (; m - i >= ROWS; i += ROWS) {
      int from = ao + i;
      int at = i * k;
      for (int p = 0; p < k; p++) {
        to[at] = scale * a[from];
        to[at + 1] = scale * a[from + 1];
        to[at + 2] = scale * a[from + 2];
        to[at + 3] = scale * a[from + 3];
        from += m;
        at += ROWS;
      }
    }
    for (; i < m; i++) {
      int from = ao + i;
      int at = i * k;
      for (int p = 0; p < k; p++) {
        to[at + p] = scale * a[from];
        from += m;
      }
    }
  }

  /**
   * Panels of a block of the right operand, {@code depth} rows by {@code cols} columns: the panel of column j
   * begins at depth * j and has the width that {@link #width} tells; what is to the right of the last column
   * has no meaning.
   */
  static void panels(int depth, int cols, float[] v, int vo, int ldv, boolean turned, float[] to,
      float[] square) {
    for (int j = 0; j < cols;) {
      int width = width(cols - j);
      int real = Math.min(width, cols - j);
      if (turned) {
        turn(depth, real, v, vo + j * ldv, ldv, to, depth * j, width, square);
      } else {
        copy(depth, real, v, vo + j, ldv, to, depth * j, width);
      }
      j += width;
    }
  }

  /** The columns of the next panel when this many are left. */
  static int width(int left) {
    return left >= WIDTH * LANES ? WIDTH * LANES : left >= 2 * LANES ? 2 * LANES : LANES;
  }

  private static void copy(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
    for (int p = 0; p < rows; p++) {
      System.arraycopy(from, fo + p * ldf, to, at + p * ldt, cols);
    }
  }

  private static void turn(int depth, int cols, float[] v, int vo, int ldv, float[] to, int at, int width,
      float[] square) {
    if (depth < LANES) {
      Transpose.copy(cols, depth, v, vo, ldv, to, at, width, square);
      return;
    }
    for (int j = 0; j < cols; j += LANES) {
      Transpose.strip(depth, Math.min(LANES, cols - j), v, vo + j * ldv, ldv, to, at + j, width, square);
    }
  }
}
