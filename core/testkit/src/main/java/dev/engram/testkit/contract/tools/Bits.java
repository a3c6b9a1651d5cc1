package dev.engram.testkit.contract.tools;

import dev.engram.testkit.contract.check.Text;

/** Bitwise comparisons of arrays: NaN equals NaN, and 0 differs from -0. */
public final class Bits {
    private Bits() {}

    /** Returns the index of the first difference; -1 if there is none. */
    public static int firstDifference(float[] a, float[] b) {
        return firstDifference(a, b, 0, Math.max(a.length, b.length));
    }

    public static int firstDifference(float[] a, float[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i >= a.length || i >= b.length || Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Returns where and how the arrays differ; null if they do not. */
    public static String difference(String what, float[] expected, float[] found) {
        int i = firstDifference(expected, found);
        if (i < 0) {
            return null;
        }
        if (expected.length != found.length) {
            return Text.of("%s: expected %d numbers, found %d", what, expected.length, found.length);
        }
        return Text.of("%s: expected %s, found %s at index %d", what, expected[i], found[i], i);
    }

    public static boolean sameBits(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    public static boolean allFinite(float[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(a[i])) {
                return false;
            }
        }
        return true;
    }

    public static float maxAbs(float[] a, int from, int to) {
        float m = 0;
        for (int i = from; i < to; i++) {
            m = Math.max(m, Math.abs(a[i]));
        }
        return m;
    }
}
