package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;
import static dev.engram.engine.kernel.VectorTiles.ROWS;
import static dev.engram.engine.kernel.VectorTiles.WIDTH;

import java.util.Arrays;

/** Copies of operands in the order in which the tiles read them. */
final class Packing {
  private Packing() {}

  /**
   * {@code scale * A'} of a k x m matrix in strips of four rows: strip i / 4 begins at i * k and holds element (i + r, p)
   * at 4 p + r. Rows beyond the last whole strip follow one by one.
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
   * Panels of a block of the right operand, {@code depth} rows by {@code cols} columns: the panel of column j begins at
   * depth * j, has the width that {@link #width} tells, and zeros to the right of the last column.
   */
  static void panels(int depth, int cols, float[] v, int vo, int ldv, boolean turned, float[] to) {
    for (int j = 0; j < cols;) {
      int width = width(cols - j);
      int real = Math.min(width, cols - j);
      if (real < width) {
        Arrays.fill(to, depth * j, depth * (j + width), 0f);
      }
      if (turned) {
        transpose(real, depth, v, vo + j * ldv, ldv, to, depth * j, width);
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

  /** {@code to[c, r] = from[r, c]}, eight rows at a time, so that a written line is filled while it is in reach. */
  static void transpose(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
    int r = 0;
    for (; rows - r >= 8; r += 8) {
      int f = fo + r * ldf;
      int t = at + r;
      for (int c = 0; c < cols; c++) {
        to[t] = from[f];
        to[t + 1] = from[f + ldf];
        to[t + 2] = from[f + 2 * ldf];
        to[t + 3] = from[f + 3 * ldf];
        to[t + 4] = from[f + 4 * ldf];
        to[t + 5] = from[f + 5 * ldf];
        to[t + 6] = from[f + 6 * ldf];
        to[t + 7] = from[f + 7 * ldf];
        f++;
        t += ldt;
      }
    }
    for (; r < rows; r++) {
      for (int c = 0, f = fo + r * ldf, t = at + r; c < cols; c++, t += ldt) {
        to[t] = from[f + c];
      }
    }
  }
}
