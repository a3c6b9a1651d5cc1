package dev.engram.testkit.harness;

import dev.engram.spi.Matrix;

/** Arithmetic for tests. */
public final class ArrayMath {
    private ArrayMath() {}

    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    public static double norm(float[] a) {
        return Math.sqrt(dot(a, a));
    }

    public static double cosine(float[] a, float[] b) {
        return dot(a, b) / (norm(a) * norm(b));
    }

    /** |a - b| / |b| */
    public static double relativeDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(sum) / norm(b);
    }

    public static double maxDifference(float[] a, float[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            worst = Math.max(worst, Math.abs((double) a[i] - b[i]));
        }
        return worst;
    }

    public static float[] scaled(float c, float[] a) {
        float[] b = a.clone();
        for (int i = 0; i < b.length; i++) {
            b[i] *= c;
        }
        return b;
    }

    public static boolean isZero(float[] a) {
        for (float x : a) {
            if (x != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the column of the largest number of a row, the first in case of a tie. */
    public static int argmax(Matrix m, int row) {
        int best = 0;
        for (int j = 1; j < m.cols(); j++) {
            best = m.get(row, j) > m.get(row, best) ? j : best;
        }
        return best;
    }

    public static double[][] toArray(Matrix m) {
        double[][] a = new double[m.rows()][m.cols()];
        for (int r = 0; r < m.rows(); r++) {
            for (int c = 0; c < m.cols(); c++) {
                a[r][c] = m.get(r, c);
            }
        }
        return a;
    }
}
