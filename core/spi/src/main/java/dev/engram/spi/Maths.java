package dev.engram.spi;

import static dev.engram.spi.VectorMath.Coefficients.EXP0;
import static dev.engram.spi.VectorMath.Coefficients.EXP1;
import static dev.engram.spi.VectorMath.Coefficients.EXP2;
import static dev.engram.spi.VectorMath.Coefficients.EXP3;
import static dev.engram.spi.VectorMath.Coefficients.EXP4;
import static dev.engram.spi.VectorMath.Coefficients.EXPONENT_MASK;
import static dev.engram.spi.VectorMath.Coefficients.EXP_HIGH;
import static dev.engram.spi.VectorMath.Coefficients.EXP_LOW;
import static dev.engram.spi.VectorMath.Coefficients.LN2_HIGH;
import static dev.engram.spi.VectorMath.Coefficients.LN2_LOW;
import static dev.engram.spi.VectorMath.Coefficients.LOG0;
import static dev.engram.spi.VectorMath.Coefficients.LOG1;
import static dev.engram.spi.VectorMath.Coefficients.LOG2;
import static dev.engram.spi.VectorMath.Coefficients.LOG2_E;
import static dev.engram.spi.VectorMath.Coefficients.LOG3;
import static dev.engram.spi.VectorMath.Coefficients.LOG4;
import static dev.engram.spi.VectorMath.Coefficients.LOG5;
import static dev.engram.spi.VectorMath.Coefficients.LOG6;
import static dev.engram.spi.VectorMath.Coefficients.LOG7;
import static dev.engram.spi.VectorMath.Coefficients.ROUND;
import static dev.engram.spi.VectorMath.Coefficients.TANH_ONE;
import static dev.engram.spi.VectorMath.Coefficients.TWO_THIRDS;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Elementary functions with the same bits everywhere: {@code Math.exp} and friends may differ between
 * platforms. The functions of arrays return the bits of those of one number, several times faster; prefer them
 * in loops. The errors named below are the largest distances from the exact value, in units of the last place
 * of the float nearest to it.
 */
public final class Maths {
    private static final VectorMath VECTOR_MATH = loadVectorMath();
    private static final int BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private Maths() {}

    /** e^x to 1.1 ulp: 2^n e^r, where n is the nearest integer to x / ln 2, with a polynomial for e^r. */
    public static float exp(float x) {
        if (x > EXP_HIGH) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < EXP_LOW) {
            return 0f;
        }
        float shifted = Math.fma(x, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float q = Math.fma(Math.fma(Math.fma(Math.fma(EXP4, r, EXP3), r, EXP2), r, EXP1), r, EXP0);
        float y = Math.fma(r * r, q, r) + 1f;
        int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUND);
        int half = exponent >> 1; // two factors: 2^n itself may be no normal float where the result is a float
        return y * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + BIAS) << MANTISSA_BITS);
    }

    /** ln x to 1 ulp: e ln 2 + ln(1 + f) with x = 2^e (1 + f); -inf at 0, NaN below. */
    public static float log(float x) {
        if (!(x < Float.POSITIVE_INFINITY)) {
            return x;
        }
        if (x <= 0f) {
            return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x);
        int e = (bits - TWO_THIRDS) & EXPONENT_MASK;
        float f = Float.intBitsToFloat(bits - e) - 1f;
        float exponent = Math.fma((float) e, 0x1p-23f, subnormal ? -23f : 0f);
        float p = Math.fma(Math.fma(Math.fma(LOG7, f, LOG6), f, LOG5), f, LOG4);
        p = Math.fma(Math.fma(Math.fma(Math.fma(p, f, LOG3), f, LOG2), f, LOG1), f, LOG0);
        float tail = Math.fma(p, f, -0.5f) * (f * f);
        return Math.fma(exponent, LN2_HIGH, f + tail);
    }

    /** tanh x to 2.7 ulp: e / (e + 2) with e = e^2x - 1, in which nothing cancels for x > 0. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        if (size > TANH_ONE) {
            return Math.copySign(1f, x);
        }
        float v = size + size;
        float shifted = Math.fma(v, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, v));
        float q = Math.fma(Math.fma(Math.fma(Math.fma(EXP4, r, EXP3), r, EXP2), r, EXP1), r, EXP0);
        float power = powerOfTwo((int) n);
        float e = Math.fma(power, Math.fma(r * r, q, r), power - 1f);
        return Math.copySign(e / (e + 2f), x);
    }

    /** 1 / (1 + e^-x) to 2.5 ulp, also where it is tiny: the exponential is only ever taken of -|x|. */
    public static float sigmoid(float x) {
        float z = exp(-Math.abs(x));
        return (x < 0f ? z : 1f) / (1f + z);
    }

    /**
     * ln(1 + e^x) to 2.1 ulp: max(x, 0) + ln(1 + z) with z = e^-|x|, and the rounding error of 1 + z put back.
     */
    public static float softplus(float x) {
        float z = exp(-Math.abs(x));
        float u = 1f + z;
        return Math.max(x, 0f) + (log(u) + (z - (u - 1f)) / u);
    }

    /** The float nearest to the square root. */
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /**
     * An integer that is larger for a larger number: -0 comes before 0, a NaN before or behind all others, as its sign bit is set
     * or not. For the largest of a row: which number is largest so far cannot be predicted, so a comparison of floats,
     * which is compiled to a branch, takes three times as long.
     */
    public static int toSortableInt(float x) {
        int bits = Float.floatToRawIntBits(x);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    /** The number that {@link #toSortableInt} gives this integer for. */
    public static float fromSortableInt(int order) {
        return Float.intBitsToFloat(order ^ (order >> 31 & Integer.MAX_VALUE));
    }

    /**
     * By repeated squaring, one double rounding per multiplication; a negative power is 1 over the positive one.
     */
    public static double pow(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long left = exponent; left != 0; left /= 2) {
            if ((left & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return exponent < 0 ? 1 / result : result;
    }

    public static double pow(double base, double exponent) {
        return StrictMath.pow(base, exponent);
    }

    /** {@code y[i] = exp(x[i])} for i in [from, to); y may be x. */
    public static void exp(float[] x, float[] y, int from, int to) {
        VECTOR_MATH.exp(x, y, from, to);
    }

    /** {@code y[i] = log(x[i])} for i in [from, to); y may be x. */
    public static void log(float[] x, float[] y, int from, int to) {
        VECTOR_MATH.log(x, y, from, to);
    }

    /** {@code y[i] = tanh(x[i])} for i in [from, to); y may be x. */
    public static void tanh(float[] x, float[] y, int from, int to) {
        VECTOR_MATH.tanh(x, y, from, to);
    }

    /** {@code y[i] = sigmoid(x[i])} for i in [from, to); y may be x. */
    public static void sigmoid(float[] x, float[] y, int from, int to) {
        VECTOR_MATH.sigmoid(x, y, from, to);
    }

    /** The loader of this class, not the caller's: which plugin asks first must not decide. */
    private static VectorMath loadVectorMath() {
        VectorMath plain = new VectorMath() {};
        try {
            return ServiceLoader.load(VectorMath.class, Maths.class.getClassLoader())
                    .findFirst()
                    .orElse(plain);
        } catch (ServiceConfigurationError | LinkageError e) {
            return plain; // the same bits, only slower: nothing that a user would have to know
        }
    }
}
