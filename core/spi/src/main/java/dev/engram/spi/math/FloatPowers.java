package dev.engram.spi.math;

/** Powers of floats, computed in double precision. */
public final class FloatPowers {
    /** Intervals per unit of both tables. */
    private static final int INTERVALS = 128;

    private static final int LAST = INTERVALS - 1;
    private static final int MANTISSA_BITS = 23;
    private static final int EXPONENT_MASK = -1 << MANTISSA_BITS;
    private static final int TWO_THIRDS = Float.floatToRawIntBits(2f / 3);
    private static final int MIN_NORMAL = Float.floatToRawIntBits(Float.MIN_NORMAL);
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    /** 1.5 * 2^16: added to a float near 1, it leaves the number of 128ths in the last bits. */
    private static final float ROUND_128 = 0x1.8p16f;
    /** 1.5 * 2^45: the same for a double. */
    private static final double ROUND_128_DOUBLE = 0x1.8p45;
    /** Exponents of 2 beyond this size over- or underflow a float. */
    private static final double MAX_EXPONENT = 200;

    private static final double LN2 = StrictMath.log(2);
    /**
     * Of centre c = i / 128 for each i from 85 to 171, at 2 (i mod 128): 1/c as a float, and -log2 of that number. An
     * index with a mask needs no bounds check.
     */
    private static final double[] LOGARITHMS = new double[2 * INTERVALS];
    /** The bits of 2^(i/128), less i 2^45. */
    private static final long[] POWER_BITS = new long[INTERVALS];

    private static final double L1 = 1 / LN2;
    private static final double L2 = -1 / (2 * LN2);
    private static final double L3 = 1 / (3 * LN2);
    private static final double L4 = -1 / (4 * LN2);
    private static final double L5 = 1 / (5 * LN2);
    private static final double L6 = -1 / (6 * LN2);
    private static final double E1 = LN2;
    private static final double E2 = LN2 * LN2 / 2;
    private static final double E3 = LN2 * LN2 * LN2 / 6;
    private static final double E4 = LN2 * LN2 * LN2 * LN2 / 24;

    static {
        for (int i = 2 * INTERVALS / 3; i <= 4 * INTERVALS / 3 + 1; i++) {
            double inverse = (float) ((double) INTERVALS / i);
            LOGARITHMS[2 * (i & LAST)] = inverse;
            LOGARITHMS[2 * (i & LAST) + 1] = -StrictMath.log(inverse) / LN2;
        }
        for (int i = 0; i < INTERVALS; i++) {
            POWER_BITS[i] = Double.doubleToRawLongBits(StrictMath.pow(2, (double) i / INTERVALS)) - ((long) i << 45);
        }
    }

    private FloatPowers() {}

    /** Returns x^y as {@code Maths.pow} does. */
    public static float of(float x, float y) {
        int bits = Float.floatToRawIntBits(x);
        boolean ordinary =
                bits >= MIN_NORMAL && bits < INFINITY && (Float.floatToRawIntBits(y) & Integer.MAX_VALUE) < INFINITY;
        return (float) (ordinary ? ofNormal(bits, 0, y) : ofAny(x, y));
    }

    /** Returns (2^shift x)^y for the bits of a positive normal x, and a finite y. */
    private static double ofNormal(int bits, int shift, float y) {
        int e = (bits - TWO_THIRDS) & EXPONENT_MASK;
        float m = Float.intBitsToFloat(bits - e); // from 2/3 to 4/3
        int i = Float.floatToRawIntBits(m + ROUND_128) & LAST;
        double r = m * LOGARITHMS[2 * i] - 1; // exact; below 0.006
        double r2 = r * r;
        double p = (L1 + L2 * r) + r2 * ((L3 + L4 * r) + r2 * (L5 + L6 * r));
        return powerOfTwo(y * ((e >> MANTISSA_BITS) + shift + (LOGARITHMS[2 * i + 1] + r * p)));
    }

    private static double powerOfTwo(double z) {
        if (!(Math.abs(z) < MAX_EXPONENT)) {
            return z > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double rounded = z + ROUND_128_DOUBLE;
        long k = Double.doubleToRawLongBits(rounded); // its last bits are the number of 128ths
        double f = z - (rounded - ROUND_128_DOUBLE); // below 1/256
        double f2 = f * f;
        double q = f * ((E1 + E2 * f) + f2 * (E3 + E4 * f));
        double power = Double.longBitsToDouble(POWER_BITS[(int) k & LAST] + (k << 45));
        return power + power * q;
    }

    /** Returns x^y for arguments that are rare, some of which have exact results. */
    private static double ofAny(float x, float y) {
        float size = Math.abs(x);
        if (size == 0 || !(size <= Float.MAX_VALUE) || !(Math.abs(y) <= Float.MAX_VALUE)) {
            return StrictMath.pow(x, y);
        }
        boolean subnormal = size < Float.MIN_NORMAL;
        double power = ofNormal(Float.floatToRawIntBits(subnormal ? size * 0x1p23f : size), subnormal ? -23 : 0, y);
        if (x > 0 || y == 0) {
            return power;
        }
        double half = 0.5 * y;
        if (StrictMath.rint(y) != y) {
            return Double.NaN;
        }
        return StrictMath.rint(half) == half ? power : -power;
    }
}
