package dev.engram.engine.kernel.doubles;

import java.util.Arrays;

/** The loops of {@link DoubleKernels} without the Vector API. */
final class ScalarDoubleLoops {
    /** Partial sums of a sum. */
    static final int WIDTH = 8;

    private ScalarDoubleLoops() {}

    static void multiplyAdd(
            int m,
            int n,
            int k,
            double sign,
            double[] a,
            int ao,
            int lda,
            int ca,
            double[] b,
            int bo,
            int ldb,
            int cb,
            double[] c,
            int co,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                double x = sign * a[ao + i * lda + p * ca];
                int from = bo + p * ldb;
                if (cb == 1) {
                    add(n, x, b, from, c, co + i * ldc);
                } else {
                    for (int j = 0, q = from, t = co + i * ldc; j < n; j++, q += cb) {
                        c[t + j] += x * b[q];
                    }
                }
            }
        }
    }

    static void addRows(int rows, int n, double[] x, int xo, double[] a, int ao, int lda, double[] y, int yo) {
        for (int i = 0; i < rows; i++) {
            add(n, x[xo + i], a, ao + i * lda, y, yo);
        }
    }

    static void add(int n, double c, double[] x, int xo, double[] y, int yo) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += c * x[xo + i];
        }
    }

    static double dot(int n, double[] a, int ao, double[] b, int bo) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; n - i >= WIDTH; i += WIDTH) {
            int p = ao + i;
            int q = bo + i;
            s0 += a[p] * b[q];
            s1 += a[p + 1] * b[q + 1];
            s2 += a[p + 2] * b[q + 2];
            s3 += a[p + 3] * b[q + 3];
            s4 += a[p + 4] * b[q + 4];
            s5 += a[p + 5] * b[q + 5];
            s6 += a[p + 6] * b[q + 6];
            s7 += a[p + 7] * b[q + 7];
        }
        return dotEnd(n - i, a, ao + i, b, bo + i, s0, s1, s2, s3, s4, s5, s6, s7);
    }

    /** Adds the last terms, fewer than eight, to the partial sums and returns the sum of these. */
    static double dotEnd(
            int n,
            double[] a,
            int ao,
            double[] b,
            int bo,
            double s0,
            double s1,
            double s2,
            double s3,
            double s4,
            double s5,
            double s6,
            double s7) {
        double t0 = n > 0 ? s0 + a[ao] * b[bo] : s0;
        double t1 = n > 1 ? s1 + a[ao + 1] * b[bo + 1] : s1;
        double t2 = n > 2 ? s2 + a[ao + 2] * b[bo + 2] : s2;
        double t3 = n > 3 ? s3 + a[ao + 3] * b[bo + 3] : s3;
        double t4 = n > 4 ? s4 + a[ao + 4] * b[bo + 4] : s4;
        double t5 = n > 5 ? s5 + a[ao + 5] * b[bo + 5] : s5;
        double t6 = n > 6 ? s6 + a[ao + 6] * b[bo + 6] : s6;
        return halves(t0, t1, t2, t3, t4, t5, t6, s7);
    }

    static double halves(double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    static void poleSums(int n, double[] w, double[] p, double x, double[] sums) {
        Arrays.fill(sums, 0, 3 * WIDTH, 0);
        for (int i = 0; i < n; i++) {
            int l = i & WIDTH - 1;
            double r = 1 / (p[i] - x);
            double term = w[i] * r;
            sums[l] += term;
            sums[WIDTH + l] += term * r;
            sums[2 * WIDTH + l] += Math.abs(term);
        }
        poleEnd(sums);
    }

    /** Adds the partial sums of the three sums. */
    static void poleEnd(double[] sums) {
        for (int k = 0; k < 3; k++) {
            int s = k * WIDTH;
            sums[k] = halves(
                    sums[s], sums[s + 1], sums[s + 2], sums[s + 3], sums[s + 4], sums[s + 5], sums[s + 6], sums[s + 7]);
        }
    }
}
