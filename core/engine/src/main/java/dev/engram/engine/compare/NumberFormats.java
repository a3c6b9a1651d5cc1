package dev.engram.engine.compare;

import dev.engram.engine.statistics.ConfidenceInterval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text; the same on every JDK, which {@link Double#toString} is not (it changed in 19). */
public final class NumberFormats {
    public static final String MISSING = "-";
    /** Digits of a mean without an interval. */
    private static final int PLAIN_DIGITS = 4;
    /** Digits of an interval: a few seeds do not justify more. */
    private static final MathContext INTERVAL_DIGITS = new MathContext(2);
    /** Numbers outside these powers of ten are written with an exponent. */
    private static final int SMALLEST_EXPONENT = -4;

    private static final int LARGEST_EXPONENT = 5;
    /** Number of digits of a mean beyond which its interval has an exponent of its own. */
    private static final int MAX_DIGITS = 8;

    private static final int SECONDS_DIGITS = 3;

    private NumberFormats() {}

    /** Mean and interval with the decimals that the interval justifies: {@code 0.9667 ± 0.0041}. */
    public static String estimate(double mean, double half, String plusMinus) {
        if (!Double.isFinite(mean)) {
            return notFinite(mean);
        }
        if (Double.isNaN(half) || Double.isInfinite(half)) {
            return plain(new BigDecimal(mean), PLAIN_DIGITS);
        }
        BigDecimal m = new BigDecimal(mean);
        String between = " " + plusMinus + " ";
        if (half == 0) {
            return plain(m, PLAIN_DIGITS) + between + "0";
        }
        BigDecimal h = new BigDecimal(half).round(INTERVAL_DIGITS);
        int exponent = Math.max(exponent(m), exponent(h));
        if (exponent - exponent(h) + 2 > MAX_DIGITS) {
            return plain(m, MAX_DIGITS) + between + scientific(h, exponent(h), 1);
        }
        if (exponent < SMALLEST_EXPONENT || exponent > LARGEST_EXPONENT) {
            int decimals = exponent - exponent(h) + 1;
            return scientific(m, exponent, decimals) + between + scientific(h, exponent, decimals);
        }
        int decimals = Math.max(0, 1 - exponent(h));
        return rounded(m, decimals) + between + rounded(h, decimals);
    }

    /**
     * A difference and its interval, with the decimals that the interval justifies: {@code -0.026 [-0.049, -0.003]}.
     */
    public static String difference(double mean, ConfidenceInterval interval) {
        if (interval.low() == 0 && interval.high() == 0) {
            return "0 [0, 0]";
        }
        double half = (interval.high() - interval.low()) / 2;
        String text = estimate(mean, half, "±").split(" ±", 2)[0];
        if (!interval.exists() || Double.isNaN(mean)) {
            return signed(text);
        }
        boolean whole = half > 0 && half < Double.POSITIVE_INFINITY && !text.contains("e");
        int decimals = whole && text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0;
        return signed(text) + " [" + intervalBound(interval.low(), whole, decimals) + ", "
                + intervalBound(interval.high(), whole, decimals) + "]";
    }

    private static String notFinite(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        return value > 0 ? "inf" : "-inf";
    }

    private static String intervalBound(double value, boolean whole, int decimals) {
        return signed(whole ? rounded(new BigDecimal(value), decimals) : estimate(value, Double.NaN, ""));
    }

    private static String signed(String text) {
        boolean positive = !text.startsWith("-") && text.chars().anyMatch(ch -> ch >= '1' && ch <= '9' || ch == 'i');
        return positive ? "+" + text : text;
    }

    /** The number rounded to significant digits, without trailing zeros; {@link #MISSING} for NaN. */
    public static String significantDigits(double value, int digits) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        BigDecimal round = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        return exponent(round) < SMALLEST_EXPONENT
                ? scientific(round, exponent(round), digits - 1)
                : round.toPlainString();
    }

    /** The number rounded to significant digits, with trailing zeros: {@code 0.10}. */
    public static String fixedDigits(double value, int digits) {
        return plain(new BigDecimal(value), digits);
    }

    /** A count: in full up to 9999, then three digits and a unit prefix. */
    public static String count(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        BigDecimal exact = new BigDecimal(value);
        if (value < 9999.5) {
            return rounded(exact, value < 1000 && value != Math.rint(value) ? 1 : 0);
        }
        BigDecimal three = exact.round(new MathContext(3));
        int thousands = Math.min(exponent(three) / 3, 5);
        return three.scaleByPowerOfTen(-3 * thousands).toPlainString() + " kMGTP".charAt(thousands);
    }

    /** Three digits; without decimals from 1000. */
    public static String seconds(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        BigDecimal exact = new BigDecimal(value);
        return value >= 1000 ? rounded(exact, 0) : plain(exact, SECONDS_DIGITS);
    }

    private static String plain(BigDecimal value, int digits) {
        BigDecimal round = value.round(new MathContext(digits));
        int exponent = exponent(round);
        if (exponent < SMALLEST_EXPONENT || exponent > LARGEST_EXPONENT) {
            return scientific(round, exponent, digits - 1);
        }
        return rounded(value, Math.max(0, digits - 1 - exponent));
    }

    private static String scientific(BigDecimal value, int exponent, int decimals) {
        return rounded(value.scaleByPowerOfTen(-exponent), decimals) + String.format(Locale.ROOT, "e%+03d", exponent);
    }

    private static String rounded(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static int exponent(BigDecimal value) {
        return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    }
}
