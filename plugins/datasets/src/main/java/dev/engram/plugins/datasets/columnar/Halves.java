package dev.engram.plugins.datasets.columnar;

/** Floating-point numbers of 16 bits (IEEE 754 binary16). */
public final class Halves {
    private static final int FRACTION_BITS = 10;
    private static final int LARGEST_EXPONENT = 31;
    private static final int BIAS = 15;

    private Halves() {}

    /** Returns the number of these bits. */
    public static double toDouble(int bits) {
        int exponent = bits >> FRACTION_BITS & LARGEST_EXPONENT;
        int fraction = bits & (1 << FRACTION_BITS) - 1;
        double size;
        if (exponent == LARGEST_EXPONENT) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) fraction, 1 - BIAS - FRACTION_BITS);
        } else {
            size = Math.scalb((double) (fraction | 1 << FRACTION_BITS), exponent - BIAS - FRACTION_BITS);
        }
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
