package dev.engram.engine.kernel;

final class Edge {
  private Edge() {}

  static void copy(int rows, int cols, float[] from, int fo, int ldf, float[] to, int at, int ldt) {
    for (int r = 0; r < rows; r++) {
      for (int l = 0, f = fo + r * ldf, t = at + r * ldt; l < cols; l++) {
        to[t + l] = from[f + l];
      }
    }
  }
}
