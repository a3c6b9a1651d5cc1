package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.FLOATS;
import static dev.engram.engine.kernel.VectorTiles.LANES;
import static dev.engram.engine.kernel.VectorTiles.WIDTH;

import jdk.incubator.vector.FloatVector;

/** Copies of the right operand in the order in which the tiles read it. */
final class Packing {
  private Packing() {}

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
      panel(depth, real, v, turned ? vo + j * ldv : vo + j, ldv, turned, to, depth * j, width, square);
      j += width;
    }
  }

  /** One panel: {@code cols} of its {@code width} columns exist. */
  static void panel(int depth, int cols, float[] v, int vo, int ldv, boolean turned, float[] to, int at, int width,
      float[] square) {
    if (turned) {
      turn(depth, cols, v, vo, ldv, to, at, width, square);
    } else {
      copy(depth, cols, v, vo, ldv, to, at, width);
    }
  }

  /** Row-major rows as {@link ChunkTiles} reads them; behind the last row and the last step is what has no meaning. */
  static void chunks(int rows, int steps, float[] a, int ao, int stride, float[] to, int at) {
    int padded = steps + ChunkTiles.CHUNK - 1 & -ChunkTiles.CHUNK;
    for (int i = 0; i < rows; i += ChunkTiles.STRIP, at += ChunkTiles.STRIP * padded) {
      int from = ao + i * stride;
      int some = Math.min(ChunkTiles.STRIP, rows - i);
      // Whole vectors, of which the last may reach into the next row, but not beyond the array.
      int whole = some < ChunkTiles.STRIP ? 0 : Math.min(steps, a.length - ChunkTiles.CHUNK + 1 - from - (some - 1) * stride);
      int p = 0;
      for (int t = at; p < whole; p += ChunkTiles.CHUNK, t += ChunkTiles.STRIP * ChunkTiles.CHUNK) {
        for (int q = 0; q < ChunkTiles.CHUNK; q += LANES) {
          four(a, from + p + q, stride, to, t + q, ChunkTiles.CHUNK);
          four(a, from + p + q + 4 * stride, stride, to, t + q + 4 * ChunkTiles.CHUNK, ChunkTiles.CHUNK);
        }
      }
      for (; p < steps; p += ChunkTiles.CHUNK) {
        for (int r = 0, f = from + p, t = at + p * ChunkTiles.STRIP; r < some; r++, f += stride, t += ChunkTiles.CHUNK) {
          System.arraycopy(a, f, to, t, Math.min(ChunkTiles.CHUNK, steps - p));
        }
      }
    }
  }

  /** One vector of each of four rows: loaded one after the other, as the rows may be far from each other in memory. */
  private static void four(float[] from, int f, int ldf, float[] to, int t, int ldt) {
    FloatVector x0 = FloatVector.fromArray(FLOATS, from, f);
    FloatVector x1 = FloatVector.fromArray(FLOATS, from, f + ldf);
    FloatVector x2 = FloatVector.fromArray(FLOATS, from, f + 2 * ldf);
    FloatVector x3 = FloatVector.fromArray(FLOATS, from, f + 3 * ldf);
    x0.intoArray(to, t);
    x1.intoArray(to, t + ldt);
    x2.intoArray(to, t + 2 * ldt);
    x3.intoArray(to, t + 3 * ldt);
  }

  /** Scale times turned rows as {@link StripTiles} reads them; behind the last row is what has no meaning. */
  static void strips(int rows, int steps, float scale, float[] a, int ao, int stride, float[] to, int at) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    for (int i = 0; i < rows; i += StripTiles.STRIP) {
      for (int p = 0, from = ao + i; p < steps; p++, from += stride, at += StripTiles.STRIP) {
        if (from + StripTiles.STRIP <= a.length) {
          for (int q = 0; q < StripTiles.STRIP; q += LANES) {
            factor.mul(FloatVector.fromArray(FLOATS, a, from + q)).intoArray(to, at + q);
          }
        } else {
          for (int q = 0; q < Math.min(StripTiles.STRIP, rows - i); q++) {
            to[at + q] = scale * a[from + q];
          }
        }
      }
    }
  }

  /** The columns of the next panel when this many are left. */
  static int width(int left) {
    return left >= WIDTH * LANES ? WIDTH * LANES : left >= 2 * LANES ? 2 * LANES : LANES;
  }

  private static void copy(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
    if (cols % LANES != 0) {
      for (int p = 0; p < rows; p++) {
        System.arraycopy(from, fo + p * ldf, to, at + p * ldt, cols);
      }
      return;
    }
    int j = 0;
    for (; cols - j >= 2 * LANES; j += 2 * LANES) {
      for (int p = 0, f = fo + j, t = at + j; p < rows; p++, f += ldf, t += ldt) {
        FloatVector x = FloatVector.fromArray(FLOATS, from, f);
        FloatVector y = FloatVector.fromArray(FLOATS, from, f + LANES);
        x.intoArray(to, t);
        y.intoArray(to, t + LANES);
      }
    }
    if (j < cols) {
      for (int p = 0, f = fo + j, t = at + j; p < rows; p++, f += ldf, t += ldt) {
        FloatVector.fromArray(FLOATS, from, f).intoArray(to, t);
      }
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
