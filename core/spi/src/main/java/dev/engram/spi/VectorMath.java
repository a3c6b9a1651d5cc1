package dev.engram.spi;

/**
 * Elementary functions of arrays: the service behind {@link Maths}, loaded by {@link java.util.ServiceLoader}. Plugins
 * use Maths instead. An implementation must return the same bits as the scalar functions of Maths, so it evaluates the
 * same formulas with the same {@link Coefficients}. In every function, y may be x.
 */
public interface VectorMath {
    /** {@code y[i] = exp(x[i])} for i in [from, to). */
    default void exp(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Maths.exp(x[i]);
        }
    }

    /** {@code y[i] = log(x[i])} for i in [from, to). */
    default void log(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Maths.log(x[i]);
        }
    }

    /** {@code y[i] = tanh(x[i])} for i in [from, to). */
    default void tanh(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Maths.tanh(x[i]);
        }
    }

    /** {@code y[i] = 1 / (1 + exp(-x[i]))} for i in [from, to). */
    default void sigmoid(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Maths.sigmoid(x[i]);
        }
    }

    /** Subtracts from every number of a row the largest one of the row, as {@link Maths#subtractRowMaxima}. */
    default void subtractRowMaxima(float[] x, float[] y, int rows, int cols) {
        for (int from = 0, n = rows * cols; from < n; from += cols) {
            Maths.subtractMaximum(x, y, from, from + cols);
        }
    }

    /** The constants of the formulas in {@link Maths}. The polynomials minimize the largest relative error. */
    final class Coefficients {
        public static final float LOG2_E = 0x1.715476p0f;
        /** ln 2 as the sum of two floats, exact to 2^-50. */
        public static final float LN2_HIGH = 0x1.62e43p-1f;

        public static final float LN2_LOW = -0x1.05c61p-29f;
        /**
         * 1.5 * 2^23. Adding it rounds a float to the nearest integer, which is then in the low bits of the sum.
         */
        public static final float ROUND = 0x1.8p23f;
        /** Above it, exp overflows. Below {@link #EXP_LOW}, exp is less than half of the smallest float. */
        public static final float EXP_HIGH = 89f;

        public static final float EXP_LOW = -104f;

        /** (exp(r) - 1 - r) / r^2 for |r| up to ln(2) / 2; error 0.05 ulp. */
        public static final float EXP0 = 0x1.fffffcp-2f;

        public static final float EXP1 = 0x1.555492p-3f;
        public static final float EXP2 = 0x1.5558b0p-5f;
        public static final float EXP3 = 0x1.12398ep-7f;
        public static final float EXP4 = 0x1.6a4d60p-10f;

        /** The bits of 2/3. Mantissas are in [2/3, 4/3), so that f = mantissa - 1 is exact and small. */
        public static final int TWO_THIRDS = 0x3f2aaaab;

        public static final int EXPONENT_MASK = 0xff800000;
        /** (log(1 + f) - f + f^2 / 2) / f^3 for |f| up to 1/3; error 0.08 ulp. */
        public static final float LOG0 = 0x1.555506p-2f;

        public static final float LOG1 = -0x1.fffefcp-3f;
        public static final float LOG2 = 0x1.99d044p-3f;
        public static final float LOG3 = -0x1.559c44p-3f;
        public static final float LOG4 = 0x1.1ed662p-3f;
        public static final float LOG5 = -0x1.f332fep-4f;
        public static final float LOG6 = 0x1.1e678cp-3f;
        public static final float LOG7 = -0x1.07c878p-3f;

        /** Above it, tanh returns 1. The nearest float to tanh x is 1 for all x above 9.01. */
        public static final float TANH_ONE = 20f;

        private Coefficients() {}
    }
}
