package dev.engram.plugins.activations;

/** The upper tail of the standard normal distribution. */
final class NormalTail {
    /** Centre of the variable in which the tail is nearly a polynomial. */
    private static final double CENTRE = 2.5;
    /** Chebyshev fit of (1 + x) q(x) in u = (x - 2.5) / (x + 2.5), from the highest power; absolute error 9e-9. */
    private static final double[] COEFFICIENTS = {
        0.0000363493154770028353,
        -0.0000164544874004666402,
        -0.000277172506506247246,
        -0.0000702426777496471569,
        0.00128951875049466715,
        0.00132287416188488863,
        -0.00605357087186458128,
        -0.00870877446247915722,
        0.0460635183281673589,
        -0.037715919616238059,
        -0.0915875009497539952,
        0.494659651152537438
    };

    private NormalTail() {}

    /** Returns q(x) = exp(x^2/2) P(X > x) for a standard normal X and a finite x of at least 0. */
    static float scaled(float x) {
        double u = (x - CENTRE) / (x + CENTRE);
        double sum = COEFFICIENTS[0];
        for (int i = 1; i < COEFFICIENTS.length; i++) {
            sum = sum * u + COEFFICIENTS[i];
        }
        return (float) (sum / (1 + (double) x));
    }
}
