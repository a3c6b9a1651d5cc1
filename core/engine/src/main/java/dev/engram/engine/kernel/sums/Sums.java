package dev.engram.engine.kernel.sums;

import dev.engram.engine.kernel.vector.VectorModule;

/**
 * The sum of an array in double precision, in 16 partial sums by (i - from) mod 16, which are then added in halves:
 * s[l] + s[l + 8], then + 4, + 2, + 1. This is the order of {@code Kernels.dot}, with 1 for the other factor.
 */
public final class Sums {
    static final int WIDTH = 16;

    private Sums() {}

    /** Returns the sum of x[i] over [from, to). */
    public static double sum(float[] x, int from, int to) {
        return VectorModule.PRESENT && VectorSums.WIDE && to - from >= 4 * WIDTH
                ? VectorSums.sum(x, from, to)
                : plainSum(x, from, to);
    }

    /** The same sum in a scalar loop. */
    static double plainSum(float[] x, int from, int to) {
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
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
            s4 += x[i + 4];
            s5 += x[i + 5];
            s6 += x[i + 6];
            s7 += x[i + 7];
            s8 += x[i + 8];
            s9 += x[i + 9];
            s10 += x[i + 10];
            s11 += x[i + 11];
            s12 += x[i + 12];
            s13 += x[i + 13];
            s14 += x[i + 14];
            s15 += x[i + 15];
        }
        return finish(x, i, to, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15);
    }

    /** Adds the numbers of [i, to), fewer than 16, to the partial sums and returns the sum of these. */
    static double finish(
            float[] x,
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
        double t0 = s0 + term(x, i, to);
        double t1 = s1 + term(x, i + 1, to);
        double t2 = s2 + term(x, i + 2, to);
        double t3 = s3 + term(x, i + 3, to);
        double t4 = s4 + term(x, i + 4, to);
        double t5 = s5 + term(x, i + 5, to);
        double t6 = s6 + term(x, i + 6, to);
        double t7 = s7 + term(x, i + 7, to);
        double t8 = s8 + term(x, i + 8, to);
        double t9 = s9 + term(x, i + 9, to);
        double t10 = s10 + term(x, i + 10, to);
        double t11 = s11 + term(x, i + 11, to);
        double t12 = s12 + term(x, i + 12, to);
        double t13 = s13 + term(x, i + 13, to);
        double t14 = s14 + term(x, i + 14, to);
        double even = ((t0 + t8) + (t4 + t12)) + ((t2 + t10) + (t6 + t14));
        double odd = ((t1 + t9) + (t5 + t13)) + ((t3 + t11) + (t7 + s15));
        return even + odd;
    }

    /** Past the end, the term is +0. It changes no partial sum, because a sum that starts at +0 is never -0. */
    private static double term(float[] x, int i, int to) {
        return i < to ? x[i] : 0;
    }
}
