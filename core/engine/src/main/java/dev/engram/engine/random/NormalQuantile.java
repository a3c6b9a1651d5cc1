package dev.engram.engine.random;

/** The quantile function of the normal distribution, in double precision and with the same bits everywhere. */
final class NormalQuantile {
    // Wichura 1988, algorithm AS 241 (PPND16): relative error about 1e-16.
    private static final double A0 = 3.3871328727963666080,
            A1 = 1.3314166789178437745e+2,
            A2 = 1.9715909503065514427e+3,
            A3 = 1.3731693765509461125e+4,
            A4 = 4.5921953931549871457e+4,
            A5 = 6.7265770927008700853e+4,
            A6 = 3.3430575583588128105e+4,
            A7 = 2.5090809287301226727e+3;
    private static final double B1 = 4.2313330701600911252e+1,
            B2 = 6.8718700749205790830e+2,
            B3 = 5.3941960214247511077e+3,
            B4 = 2.1213794301586595867e+4,
            B5 = 3.9307895800092710610e+4,
            B6 = 2.8729085735721942674e+4,
            B7 = 5.2264952788528545610e+3;
    private static final double[] C = {
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4
    };
    private static final double[] D = {
        1,
        2.05319162663775882187,
        1.67638483018380384940,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9
    };
    private static final double[] E = {
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7
    };
    private static final double[] F = {
        1,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15
    };

    /** Largest distance from 1/2 at which the first of three formulas holds. */
    private static final double MIDDLE = 0.425;
    /** Square root of -ln p up to which the second formula holds. */
    private static final double NEAR = 5;

    private NormalQuantile() {}

    /** Returns x with P(N(0,1) <= x) = p, for 0 < p < 1. */
    static double of(double p) {
        return isTail(p) ? tail(p) : middle(p - 0.5);
    }

    /** Returns the middle of one of 2^53 equal cells of (0,1): never 0 or 1, symmetric about 1/2. */
    static double probability(long bits) {
        return ((bits >>> 11) + 0.5) * 0x1p-53;
    }

    /** Whether {@link #tail} holds for this probability and not {@link #middle}. */
    static boolean isTail(double p) {
        return Math.abs(p - 0.5) > MIDDLE;
    }

    /** Returns the quantile of q + 1/2. Has no branches, so that loops over it can be vectorised. */
    static double middle(double q) {
        double r = 0.180625 - q * q;
        double above = ((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0;
        double below = ((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1;
        return q * (above / below);
    }

    static double tail(double p) {
        double r = Math.sqrt(-StrictLogarithm.of(Math.min(p, 1 - p)));
        double x = r <= NEAR ? ratio(C, D, r - 1.6) : ratio(E, F, r - NEAR);
        return Math.copySign(x, p - 0.5);
    }

    private static double ratio(double[] a, double[] b, double r) {
        return (((((((a[7] * r + a[6]) * r + a[5]) * r + a[4]) * r + a[3]) * r + a[2]) * r + a[1]) * r + a[0])
                / (((((((b[7] * r + b[6]) * r + b[5]) * r + b[4]) * r + b[3]) * r + b[2]) * r + b[1]) * r + b[0]);
    }
}
