package dev.engram.engine.random;

/** The quantile function of the normal distribution, in double precision and with the same bits everywhere. */
final class NormalQuantile {
    // Wichura 1988, algorithm AS 241 (PPND16): relative error about 1e-16.
    static final double A0 = 3.3871328727963666080,
            A1 = 1.3314166789178437745e+2,
            A2 = 1.9715909503065514427e+3,
            A3 = 1.3731693765509461125e+4,
            A4 = 4.5921953931549871457e+4,
            A5 = 6.7265770927008700853e+4,
            A6 = 3.3430575583588128105e+4,
            A7 = 2.5090809287301226727e+3;
    static final double B1 = 4.2313330701600911252e+1,
            B2 = 6.8718700749205790830e+2,
            B3 = 5.3941960214247511077e+3,
            B4 = 2.1213794301586595867e+4,
            B5 = 3.9307895800092710610e+4,
            B6 = 2.8729085735721942674e+4,
            B7 = 5.2264952788528545610e+3;
    static final double C0 = 1.42343711074968357734,
            C1 = 4.63033784615654529590,
            C2 = 5.76949722146069140550,
            C3 = 3.64784832476320460504,
            C4 = 1.27045825245236838258,
            C5 = 2.41780725177450611770e-1,
            C6 = 2.27238449892691845833e-2,
            C7 = 7.74545014278341407640e-4;
    static final double D1 = 2.05319162663775882187,
            D2 = 1.67638483018380384940,
            D3 = 6.89767334985100004550e-1,
            D4 = 1.48103976427480074590e-1,
            D5 = 1.51986665636164571966e-2,
            D6 = 5.47593808499534494600e-4,
            D7 = 1.05075007164441684324e-9;
    private static final double E0 = 6.65790464350110377720,
            E1 = 5.46378491116411436990,
            E2 = 1.78482653991729133580,
            E3 = 2.96560571828504891230e-1,
            E4 = 2.65321895265761230930e-2,
            E5 = 1.24266094738807843860e-3,
            E6 = 2.71155556874348757815e-5,
            E7 = 2.01033439929228813265e-7;
    private static final double F1 = 5.99832206555887937690e-1,
            F2 = 1.36929880922735805310e-1,
            F3 = 1.48753612908506148525e-2,
            F4 = 7.86869131145613259100e-4,
            F5 = 1.84631831751005468180e-5,
            F6 = 1.42151175831644588870e-7,
            F7 = 2.04426310338993978564e-15;

    /** Largest distance from 1/2 at which the first of three formulas holds. */
    private static final double MIDDLE = 0.425;
    /** The square of this distance. */
    static final double MIDDLE_SQUARE = 0.180625;
    /**
     * The 53 bits of the first and of the last probability for which it holds. They are not symmetric, because above
     * 1/2 the middle of a cell is rounded.
     */
    static final long FIRST_IN_MIDDLE = 675539944105574L, LAST_IN_MIDDLE = 8331659310635416L;
    /** Square root of -ln p up to which the second formula holds. */
    private static final double NEAR = 5;
    /** Subtracted from the square root of -ln p in the second formula. */
    static final double NEAR_CENTRE = 1.6;
    /** Above this probability, and below one minus it, the third formula is not needed: e^-25 is 1.39e-11. */
    static final double SURELY_NEAR = 1.5e-11;

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
        double r = MIDDLE_SQUARE - q * q;
        double above = ((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0;
        double below = ((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1;
        return q * (above / below);
    }

    static double tail(double p) {
        double r = Math.sqrt(-StrictLogarithm.of(Math.min(p, 1 - p)));
        double x = r <= NEAR ? near(r - NEAR_CENTRE) : far(r - NEAR);
        return Math.copySign(x, p - 0.5);
    }

    private static double near(double r) {
        return (((((((C7 * r + C6) * r + C5) * r + C4) * r + C3) * r + C2) * r + C1) * r + C0)
                / (((((((D7 * r + D6) * r + D5) * r + D4) * r + D3) * r + D2) * r + D1) * r + 1);
    }

    private static double far(double r) {
        return (((((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2) * r + E1) * r + E0)
                / (((((((F7 * r + F6) * r + F5) * r + F4) * r + F3) * r + F2) * r + F1) * r + 1);
    }
}
