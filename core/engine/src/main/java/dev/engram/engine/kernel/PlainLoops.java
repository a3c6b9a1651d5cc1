package dev.engram.engine.kernel;

import java.util.Arrays;

/** The loops of {@link Kernels} without the Vector API. */
final class PlainLoops {
  /** The logical width of {@link #dot}: part of the result, so never to be changed. */
  static final int WIDTH = 16;

  private PlainLoops() {}

  static void sumRows(int rows, int cols, float scale, float[] a, int ao, boolean accumulate, float[] out, int oo) {
    if (!accumulate) {
      Arrays.fill(out, oo, oo + cols, 0f);
    }
    for (int r = 0; r < rows; r++) {
      add(scale, a, ao + r * cols, out, oo, cols);
    }
  }

  static boolean subtract(float[] theta, float[] step, int from, int to) {
    float zero = 0;
    for (int i = from; i < to; i++) {
      float t = theta[i] - step[i];
      theta[i] = t;
      zero += t * 0; // 0 for a finite t, NaN otherwise
    }
    return zero == 0;
  }

  static double dot(float[] a, float[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    double s8 = 0;
    double s9 = 0;
    double s10 = 0;
    double s11 = 0;
    double s12 = 0;
    double s13 = 0;
    double s14 = 0;
    double s15 = 0;
    int i = from;
    for (; to - i >= WIDTH; i += WIDTH) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
      s4 += (double) a[i + 4] * b[i + 4];
      s5 += (double) a[i + 5] * b[i + 5];
      s6 += (double) a[i + 6] * b[i + 6];
      s7 += (double) a[i + 7] * b[i + 7];
      s8 += (double) a[i + 8] * b[i + 8];
      s9 += (double) a[i + 9] * b[i + 9];
      s10 += (double) a[i + 10] * b[i + 10];
      s11 += (double) a[i + 11] * b[i + 11];
      s12 += (double) a[i + 12] * b[i + 12];
      s13 += (double) a[i + 13] * b[i + 13];
      s14 += (double) a[i + 14] * b[i + 14];
      s15 += (double) a[i + 15] * b[i + 15];
    }
    int left = to - i;
    s0 = left > 0 ? s0 + term(a, b, i) : s0;
    s1 = left > 1 ? s1 + term(a, b, i + 1) : s1;
    s2 = left > 2 ? s2 + term(a, b, i + 2) : s2;
    s3 = left > 3 ? s3 + term(a, b, i + 3) : s3;
    s4 = left > 4 ? s4 + term(a, b, i + 4) : s4;
    s5 = left > 5 ? s5 + term(a, b, i + 5) : s5;
    s6 = left > 6 ? s6 + term(a, b, i + 6) : s6;
    s7 = left > 7 ? s7 + term(a, b, i + 7) : s7;
    s8 = left > 8 ? s8 + term(a, b, i + 8) : s8;
    s9 = left > 9 ? s9 + term(a, b, i + 9) : s9;
    s10 = left > 10 ? s10 + term(a, b, i + 10) : s10;
    s11 = left > 11 ? s11 + term(a, b, i + 11) : s11;
    s12 = left > 12 ? s12 + term(a, b, i + 12) : s12;
    s13 = left > 13 ? s13 + term(a, b, i + 13) : s13;
    s14 = left > 14 ? s14 + term(a, b, i + 14) : s14;
    double even = ((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14));
    double odd = ((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15));
    return even + odd;
  }

  private static double term(float[] a, float[] b, int i) {
    return (double) a[i] * b[i];
  }

  static void add(float c, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(c, x[xo + i], y[yo + i]);
    }
  }
}
