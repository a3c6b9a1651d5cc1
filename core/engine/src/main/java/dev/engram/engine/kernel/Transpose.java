package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;

/** Turned copies of matrices. */
final class Transpose {
  /**
   * With plain loops a training step of 64-32-10 takes 0.4 us more and one of 784-512-512-10 400 us, which is 0.2 to 1.5 ns a number;
   * the compilation of the others takes half a second of processor time (an Intel Xeon with AVX-512, JDK 17).
   */
  private static final Patience PATIENCE = new Patience(1 << 28);

  private Transpose() {}

  /** {@code to[c, r] = from[r, c]}; {@code square} is LANES x LANES floats of working memory. */
  static void copy(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt,
      float[] square) {
    int r = 0;
    if (cols >= LANES) {
      for (; rows - r >= LANES; r += LANES) {
        strip(cols, LANES, from, fo + r * ldf, ldf, to, at + r, ldt, square);
      }
    }
    plain(rows - r, cols, from, fo + r * ldf, ldf, to, at + r, ldt);
  }

  /**
   * One strip of LANES rows, of which only the first {@code real} exist; what is written in the lanes of the
   * others has no meaning. There are at least LANES columns.
   */
  static void strip(int cols, int real, float[] from, int fo, int ldf, float[] to, int at, int ldt,
      float[] square) {
    if (PATIENCE.over(real * cols)) {
      VectorTranspose.strip(cols, real, from, fo, ldf, to, at, ldt, square);
    } else {
      plain(real, cols, from, fo, ldf, to, at, ldt);
    }
  }

  private static void plain(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0, f = fo + r * ldf, t = at + r; c < cols; c++, t += ldt) {
        to[t] = from[f + c];
      }
    }
  }
}
