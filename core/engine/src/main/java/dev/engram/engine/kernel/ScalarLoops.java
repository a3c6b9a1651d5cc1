package dev.engram.engine.kernel;

import dev.engram.spi.Maths;
import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.WindowAxis;
import java.util.Arrays;

/** The loops of {@link Kernels} without the Vector API. */
final class ScalarLoops {
    /** The logical width of {@link #dot}. It determines the result, so it must never change. */
    static final int WIDTH = 16;

    private ScalarLoops() {}

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
        return finish(a, b, i, to, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15);
    }

    /** Adds the terms of [i, to), fewer than 16, to the partial sums and returns the sum of these. */
    static double finish(
            float[] a,
            float[] b,
            int i,
            int to,
            double s0,
            double s1,
            double s2,
            double s3,
            double s4,
            double s5,
            double s6,
            double s7,
            double s8,
            double s9,
            double s10,
            double s11,
            double s12,
            double s13,
            double s14,
            double s15) {
        double t0 = s0 + term(a, b, i, to);
        double t1 = s1 + term(a, b, i + 1, to);
        double t2 = s2 + term(a, b, i + 2, to);
        double t3 = s3 + term(a, b, i + 3, to);
        double t4 = s4 + term(a, b, i + 4, to);
        double t5 = s5 + term(a, b, i + 5, to);
        double t6 = s6 + term(a, b, i + 6, to);
        double t7 = s7 + term(a, b, i + 7, to);
        double t8 = s8 + term(a, b, i + 8, to);
        double t9 = s9 + term(a, b, i + 9, to);
        double t10 = s10 + term(a, b, i + 10, to);
        double t11 = s11 + term(a, b, i + 11, to);
        double t12 = s12 + term(a, b, i + 12, to);
        double t13 = s13 + term(a, b, i + 13, to);
        double t14 = s14 + term(a, b, i + 14, to);
        double even = ((t0 + t8) + (t4 + t12)) + ((t2 + t10) + (t6 + t14));
        double odd = ((t1 + t9) + (t5 + t13)) + ((t3 + t11) + (t7 + s15));
        return even + odd;
    }

    /** Past the end, the term is +0. It changes no partial sum, because a sum that starts at +0 is never -0. */
    private static double term(float[] a, float[] b, int i, int to) {
        return i < to ? (double) a[i] * b[i] : 0;
    }

    static void add(float c, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Maths.fma(c, x[xo + i], y[yo + i]);
        }
    }

    /**
     * {@code y += A X} for one row of A: element p at {@code ao + p * step}, times the scale, with row p of the k
     * x n matrix X, which begins at {@code xo + p * ldx}. Four rows at a time: y is loaded and stored once for four
     * fma.
     */
    static void addRows(
            int n, int k, float scale, float[] a, int ao, int step, float[] x, int xo, int ldx, float[] y, int yo) {
        int p = 0;
        int ai = ao;
        int xi = xo;
        for (; k - p >= 4; p += 4) {
            addFour(
                    scale * a[ai],
                    scale * a[ai + step],
                    scale * a[ai + 2 * step],
                    scale * a[ai + 3 * step],
                    x,
                    xi,
                    ldx,
                    y,
                    yo,
                    n);
            ai += 4 * step;
            xi += 4 * ldx;
        }
        for (; p < k; p++) {
            add(scale * a[ai], x, xi, y, yo, n);
            ai += step;
            xi += ldx;
        }
    }

    private static void addFour(
            float c0, float c1, float c2, float c3, float[] x, int x0, int ldx, float[] y, int yo, int n) {
        int x1 = x0 + ldx;
        int x2 = x1 + ldx;
        int x3 = x2 + ldx;
        for (int i = 0; i < n; i++) {
            float sum = Maths.fma(c1, x[x1 + i], Maths.fma(c0, x[x0 + i], y[yo + i]));
            y[yo + i] = Maths.fma(c3, x[x3 + i], Maths.fma(c2, x[x2 + i], sum));
        }
    }

    /** Returns the place of the maximum of window (i, j) in its map. */
    static int argmax(PoolGeometry g, float[] x, int map, int i, int j) {
        WindowAxis rows = g.rows();
        WindowAxis cols = g.cols();
        int best = -1;
        for (int u = 0; u < rows.kernel(); u++) {
            int r = rows.position(i, u);
            for (int v = 0; v < cols.kernel(); v++) {
                int q = cols.position(j, v);
                if (rows.contains(r) && cols.contains(q)) {
                    int at = r * cols.size() + q;
                    best = best < 0 || wins(x[map + at], x[map + best]) ? at : best;
                }
            }
        }
        return best;
    }

    /** Returns whether x is a greater maximum than best: a comparison with NaN is false. */
    private static boolean wins(float x, float best) {
        return !(x <= best) && !Float.isNaN(best);
    }
}
