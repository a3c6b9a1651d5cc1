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

import dev.engram.spi.math.FloatPowers;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Elementary functions that return the same bits on every platform, unlike {@code Math.exp} and others. The array
 * functions return the same bits as the scalar ones and are several times faster. Errors are given as the largest
 * distance from the exact value, in units in the last place (ulp) of the nearest float.
 */
public final class Maths {
    /**
     * True if the processor has an instruction for {@link #fma}. Constant, so that the JIT compiler removes the branch.
     */
    public static final boolean HARDWARE_FMA = measureFma();

    private static final VectorMath VECTOR_MATH = loadVectorMath();
    private static final int FMA_BATCHES = 20;
    private static final int FMA_CALLS = 50;
    private static final long FMA_NANOS = 300;
    private static final int BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private Maths() {}

    /**
     * Returns e^x; error 1.1 ulp. Computes 2^n e^r, where n is the integer nearest to x / ln 2; e^r is a polynomial.
     */
    public static float exp(float x) {
        if (x > EXP_HIGH) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < EXP_LOW) {
            return 0f;
        }
        float shifted = fma(x, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
        float q = fma(fma(fma(fma(EXP4, r, EXP3), r, EXP2), r, EXP1), r, EXP0);
        float y = fma(r * r, q, r) + 1f;
        int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUND);
        int half = exponent >> 1; // two factors: 2^n may be out of the range of normal floats
        return y * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + BIAS) << MANTISSA_BITS);
    }

    /** Returns ln x; error 1 ulp; -inf at 0, NaN below. Computes e ln 2 + ln(1 + f), where x = 2^e (1 + f). */
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
        float exponent = fma((float) e, 0x1p-23f, subnormal ? -23f : 0f);
        float p = fma(fma(fma(LOG7, f, LOG6), f, LOG5), f, LOG4);
        p = fma(fma(fma(fma(p, f, LOG3), f, LOG2), f, LOG1), f, LOG0);
        float tail = fma(p, f, -0.5f) * (f * f);
        return fma(exponent, LN2_HIGH, f + tail);
    }

    /** Returns tanh x; error 2.7 ulp. Computes e / (e + 2), where e = e^2x - 1, which has no cancellation for x > 0. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        if (size > TANH_ONE) {
            return Math.copySign(1f, x);
        }
        float v = size + size;
        float shifted = fma(v, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, v));
        float q = fma(fma(fma(fma(EXP4, r, EXP3), r, EXP2), r, EXP1), r, EXP0);
        float power = powerOfTwo((int) n);
        float e = fma(power, fma(r * r, q, r), power - 1f);
        return Math.copySign(e / (e + 2f), x);
    }

    /** Returns 1 / (1 + e^-x); error 2.5 ulp, even for tiny results, since only e^-|x| is computed. */
    public static float sigmoid(float x) {
        float z = exp(-Math.abs(x));
        return (x < 0f ? z : 1f) / (1f + z);
    }

    /**
     * Returns ln(1 + e^x); error 2.1 ulp. Computes max(x, 0) + ln(1 + z), where z = e^-|x|, and corrects the rounding
     * error of 1 + z.
     */
    public static float softplus(float x) {
        float z = exp(-Math.abs(x));
        float u = 1f + z;
        return Math.max(x, 0f) + (log(u) + (z - (u - 1f)) / u);
    }

    /** Returns the float nearest to the square root. */
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /**
     * Returns an integer with the same order as the number: -0 is less than 0; a NaN is less than all others if its
     * sign bit is set, and greater if not. A maximum of such integers compiles without branches and is three times
     * faster than a comparison of floats, whose outcome is hard to predict.
     */
    public static int toSortableInt(float x) {
        int bits = Float.floatToRawIntBits(x);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    /** Returns the number for which {@link #toSortableInt} returns {@code order}. */
    public static float fromSortableInt(int order) {
        return Float.intBitsToFloat(order ^ (order >> 31 & Integer.MAX_VALUE));
    }

    /**
     * Returns the power by repeated squaring, with one rounding per multiplication. A negative power is the reciprocal
     * of the positive one.
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

    /** Returns {@link #pow(double, long)}. Without it, a call with a float and an integer would be ambiguous. */
    public static double pow(float base, long exponent) {
        return pow((double) base, exponent);
    }

    /**
     * Returns x^y; error 0.501 ulp, so nearly always the nearest float. Allocates nothing and takes about ten
     * nanoseconds. Special cases are those of {@link Math#pow}: a negative x with an exponent that is not an integer
     * gives NaN, and x^0 is 1 for every x.
     *
     * <p>Computes 2^(y log2 x) in double precision: log2 x from a table and a polynomial of degree 6, the power of 2
     * from a table and a polynomial of degree 4.
     */
    public static float pow(float x, float y) {
        return FloatPowers.of(x, y);
    }

    /**
     * Returns the power by {@link StrictMath}, which may allocate memory at each call: in a step use {@link #pow(float,
     * float)}.
     */
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

    /**
     * {@code y[i] = x[i] - max}, where max is the largest number of the row, in the order of {@link #toSortableInt}.
     * The rows of {@code cols} numbers begin at index 0; y may be x. What softmax takes the exponentials of.
     */
    public static void subtractRowMaxima(float[] x, float[] y, int rows, int cols) {
        VECTOR_MATH.subtractRowMaxima(x, y, rows, cols);
    }

    /** {@code y[i] = x[i] - max} for i in [from, to), where max is the largest of these numbers of x; y may be x. */
    public static void subtractMaximum(float[] x, float[] y, int from, int to) {
        int top = toSortableInt(x[from]);
        for (int i = from + 1; i < to; i++) {
            top = Math.max(top, toSortableInt(x[i]));
        }
        float max = fromSortableInt(top);
        for (int i = from; i < to; i++) {
            y[i] = x[i] - max;
        }
    }

    /** Uses the class loader of this class, so that the result does not depend on which plugin calls first. */
    private static VectorMath loadVectorMath() {
        VectorMath plain = new VectorMath() {};
        try {
            return ServiceLoader.load(VectorMath.class, Maths.class.getClassLoader())
                    .findFirst()
                    .orElse(plain);
        } catch (ServiceConfigurationError | LinkageError e) {
            return plain; // the same bits, only slower: not worth a message
        }
    }

    /**
     * Returns {@code a b + c}, rounded once. {@link Math#fma(float, float, float)} has the same bits, but where the
     * processor has no instruction for it, the JDK computes with decimal numbers, which takes about a microsecond. Here
     * it then takes a few nanoseconds.
     */
    public static float fma(float a, float b, float c) {
        return HARDWARE_FMA ? Math.fma(a, b, c) : fmaInDouble(a, b, c);
    }

    /**
     * Computes {@link #fma} in double arithmetic. The product of two floats is exact in a double, and so is the error
     * of the sum (Knuth's two-sum). A sum with an error is rounded to the neighbour with an odd last bit, so that the
     * rounding to a float cannot mistake it for a halfway case (Boldo and Melquiond 2008).
     */
    static float fmaInDouble(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double rest = sum - product;
        double error = (product - (sum - rest)) + (c - rest);
        if (error > 0 || error < 0) { // not NaN, as it is if the sum is not finite
            long bits = Double.doubleToRawLongBits(sum);
            if ((bits & 1) == 0) {
                sum = Double.longBitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
            }
        }
        return (float) sum;
    }

    /**
     * Measures one call: a few nanoseconds with the instruction, even in the interpreter, or about a microsecond. Takes
     * the fastest of several batches, because the first calls are slow, and others may be interrupted.
     */
    private static boolean measureFma() {
        float sum = 1.1f;
        long fastest = Long.MAX_VALUE;
        for (int batch = 0; batch < FMA_BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 0; i < FMA_CALLS; i++) {
                sum = Math.fma(sum, 0.7f, 0.3f);
            }
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest <= FMA_CALLS * FMA_NANOS && sum > 0;
    }
}
