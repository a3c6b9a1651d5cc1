package dev.engram.engine.plugins;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An interval of allowed numbers, written as {@code [0,1)} or {@code (0,inf)}. No interval contains NaN. */
public record NumericRange(double low, boolean lowInclusive, double high, boolean highInclusive) {
    /** All finite numbers. */
    public static final NumericRange FINITE =
            new NumericRange(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    private static final Pattern FORM = Pattern.compile("([\\[(])\\s*([^,\\s]+)\\s*,\\s*([^,\\s]+)\\s*([\\])])");

    /**
     * Parses an interval; empty text is {@link #FINITE}.
     *
     * @throws IllegalArgumentException if the text is not an interval
     */
    public static NumericRange parse(String text) {
        if (text.isEmpty()) {
            return FINITE;
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an interval such as [0,1) or (0,inf)");
        }
        return new NumericRange(
                number(m.group(2)),
                m.group(1).equals("["),
                number(m.group(3)),
                m.group(4).equals("]"));
    }

    private static double number(String s) {
        return switch (s) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(s);
        };
    }

    public boolean contains(double x) {
        return (lowInclusive ? x >= low : x > low) && (highInclusive ? x <= high : x < high);
    }

    @Override
    public String toString() {
        return (lowInclusive ? "[" : "(") + text(low) + "," + text(high) + (highInclusive ? "]" : ")");
    }

    private static String text(double x) {
        if (Double.isInfinite(x)) {
            return x > 0 ? "inf" : "-inf";
        }
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }
}
