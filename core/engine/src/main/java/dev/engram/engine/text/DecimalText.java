package dev.engram.engine.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** A number in full as text; the same on every JDK, which {@link Double#toString} is not (it changed in 19). */
public final class DecimalText {
    /** Any decimal of this many digits survives conversion to a double and back. */
    private static final int SAFE_DIGITS = 15;
    /** Numbers outside these powers of ten are written with an exponent. */
    private static final int SMALLEST_EXPONENT = -4;

    private static final int PLAIN_WHOLE_DIGITS = 17;

    private DecimalText() {}

    /** The shortest text that parses to the same number; empty for NaN, {@code Infinity} as in Java. */
    public static String exact(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = SAFE_DIGITS; digits <= SAFE_DIGITS + 2; digits++) {
            shortest = exact.round(new MathContext(digits)).stripTrailingZeros();
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        int exponent = shortest.precision() - shortest.scale() - 1;
        boolean plain = exponent >= SMALLEST_EXPONENT && exponent < PLAIN_WHOLE_DIGITS;
        return plain ? shortest.toPlainString() : shortest.toString();
    }
}
