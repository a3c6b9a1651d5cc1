package dev.engram.engine.claim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/** Numbers as text, for readers. */
final class Digits {
    private static final MathContext SIGNIFICANT = new MathContext(5, RoundingMode.HALF_EVEN);
    private static final MathContext FEW = new MathContext(2, RoundingMode.HALF_EVEN);
    private static final int LARGEST_PLAIN = 9;
    private static final int SMALLEST_PLAIN = 7;

    private Digits() {}

    /** Returns a number with five significant digits. */
    static String of(double x) {
        return text(x, SIGNIFICANT);
    }

    /** Returns a number with five significant digits, or as many as the longest of some limits has. */
    static String like(double x, double... limits) {
        int digits = Arrays.stream(limits)
                .mapToInt(l ->
                        new BigDecimal(Double.toString(l)).stripTrailingZeros().precision())
                .max()
                .orElse(0);
        return text(x, new MathContext(Math.max(digits, SIGNIFICANT.getPrecision()), RoundingMode.HALF_EVEN));
    }

    /** Returns a number with two significant digits, such as a standard deviation. */
    static String few(double x) {
        return text(x, FEW);
    }

    /** Returns a finite number with all of its digits, such as a limit. */
    static String exact(double x) {
        return new BigDecimal(Double.toString(x)).stripTrailingZeros().toPlainString();
    }

    private static String text(double x, MathContext digits) {
        if (!Double.isFinite(x)) {
            String sign = x < 0 ? "-infinite" : "infinite";
            return Double.isNaN(x) ? "undefined" : sign;
        }
        if (x == Math.rint(x) && Math.abs(x) < 1e6) {
            return String.valueOf((long) x);
        }
        BigDecimal rounded = new BigDecimal(x).round(digits).stripTrailingZeros();
        int before = rounded.precision() - rounded.scale();
        return before > LARGEST_PLAIN || before < -SMALLEST_PLAIN ? rounded.toString() : rounded.toPlainString();
    }

    /** Returns the mean and, with at least two values, the standard deviation. */
    static String meanAndDeviation(String mean, double deviation, int n) {
        return mean + (n < 2 || Double.isNaN(deviation) ? "" : " ± " + few(deviation)) + " (n = " + n + ")";
    }
}
