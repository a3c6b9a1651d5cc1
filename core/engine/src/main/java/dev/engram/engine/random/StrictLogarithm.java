package dev.engram.engine.random;

/**
 * The natural logarithm of FDLIBM, which {@link StrictMath#log} is defined to return. In Java 17 that method is native
 * code, whose call costs more than its arithmetic; this one can be inlined into a loop.
 */
final class StrictLogarithm {
    /** ln 2, as a part with trailing zeros, whose products with small integers are exact, and the rest. */
    static final double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;
    /** Coefficients of a polynomial for (ln(1 + f) - 2 s) / s, s = f / (2 + f), in s^2. */
    static final double G1 = 6.666666666666735130e-01,
            G2 = 3.999999999940941908e-01,
            G3 = 2.857142874366239149e-01,
            G4 = 2.222219843214978396e-01,
            G5 = 1.818357216161805012e-01,
            G6 = 1.531383769920937332e-01,
            G7 = 1.479819860511658591e-01;
    /** Added to the upper half of the fraction, it carries where the fraction exceeds sqrt(2). */
    static final int SQRT2_CARRY = 0x95f64;
    /** Between these upper halves of the fraction, f^2 / 2 is subtracted separately. */
    static final int LOWER_FRACTION = 0x6147a, UPPER_FRACTION = 0x6b851;

    private StrictLogarithm() {}

    /** Returns {@link StrictMath#log} of a normal number from 2^-1022 to 1/2, both included. */
    static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int fraction = (int) (bits >>> 32) & 0xfffff;
        int carry = fraction + SQRT2_CARRY & 0x100000;
        int exponent = (int) (bits >>> 52) - 1023 + (carry >> 20);
        long scaled = bits & 0xfffffffffffffL | (long) (carry ^ 0x3ff00000) << 32; // x / 2^exponent
        double f = Double.longBitsToDouble(scaled) - 1;
        double high = exponent * LN2_HIGH;
        double low = exponent * LN2_LOW;
        if ((2 + fraction & 0xfffff) < 3) { // |f| < 2^-20
            return f == 0 ? high + low : high - (f * f * (0.5 - 0.33333333333333333 * f) - low - f);
        }
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double rest = z * (G1 + w * (G3 + w * (G5 + w * G7))) + w * (G2 + w * (G4 + w * G6));
        if ((fraction - LOWER_FRACTION | UPPER_FRACTION - fraction) > 0) {
            double half = 0.5 * f * f;
            return high - (half - (s * (half + rest) + low) - f);
        }
        return high - (s * (f - rest) - low - f);
    }
}
