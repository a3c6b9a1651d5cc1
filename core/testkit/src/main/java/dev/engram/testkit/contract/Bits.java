package dev.engram.testkit.contract;

/** Comparisons of arrays bit for bit, where NaN equals NaN and 0 differs from -0. */
final class Bits {
  private Bits() {}

  /** Index of the first difference; -1 where there is none. */
  static int differ(float[] a, float[] b) {
    return differ(a, b, 0, Math.max(a.length, b.length));
  }

  static int differ(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (i >= a.length || i >= b.length || Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Null where the arrays are the same; else where and how they differ. */
  static String difference(String what, float[] expected, float[] found) {
    int i = differ(expected, found);
    if (i < 0) {
      return null;
    }
    if (expected.length != found.length) {
      return Text.of("%s: expected %d numbers, found %d", what, expected.length, found.length);
    }
    return Text.of("%s: expected %s, found %s at index %d", what, expected[i], found[i], i);
  }

  static boolean same(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  static boolean finite(float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(a[i])) {
        return false;
      }
    }
    return true;
  }

  static float largest(float[] a, int from, int to) {
    float m = 0;
    for (int i = from; i < to; i++) {
      m = Math.max(m, Math.abs(a[i]));
    }
    return m;
  }
}
