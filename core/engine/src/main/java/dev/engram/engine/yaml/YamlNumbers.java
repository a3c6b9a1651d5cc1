package dev.engram.engine.yaml;

import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.run.ShortestDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses and formats numbers. Text is decimal ({@code 5}, {@code .5}, {@code 1e-3}, {@code inf}), without octal,
 * hexadecimal or underscores, so that a reader need not know YAML to read a number.
 */
public final class YamlNumbers {
    private static final Pattern REAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0\\d.*");
    private static final Pattern INFINITE = Pattern.compile("([+-]?)\\.?inf", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAN = Pattern.compile("[+-]?\\.?nan", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMA = Pattern.compile("([+-]?\\d+),(\\d+([eE][+-]?\\d{1,9})?)");
    /** Commas between thousands, and no comma between an integer and its decimals. */
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+");

    private static final Pattern PERCENT = Pattern.compile("([+-]?\\d+(\\.\\d+)?)\\s*%");
    private static final Pattern UNDERSCORES = Pattern.compile("[+-]?[0-9][0-9_]*_[0-9_.eE+-]*");
    /** Whole numbers with fewer digits than this are written without an exponent. */
    private static final int MAX_PLAIN_EXPONENT = 15;

    private YamlNumbers() {}

    /** Returns whether the text has the form of a number, even if it is not a valid one. */
    public static boolean isNumeric(String text) {
        if (text.length() > SuiteLimits.NUMBER_LENGTH) {
            return false;
        }
        return REAL.matcher(text).matches()
                || INFINITE.matcher(text).matches()
                || NAN.matcher(text).matches();
    }

    /** Returns whether the text is a finite decimal number. */
    public static boolean isDecimal(String text) {
        return text.length() <= SuiteLimits.NUMBER_LENGTH && REAL.matcher(text).matches();
    }

    /**
     * Parses a double. Throws {@link IllegalArgumentException} with the reason if the text is not a number in the
     * range.
     */
    public static double parseDouble(String text, NumericRange range) {
        double x = real(text);
        if (Double.isInfinite(x) && !INFINITE.matcher(text).matches()) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is too large for double precision");
        }
        if (x == 0 && hasNonZeroDigit(text)) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is too small for double precision; it would be 0");
        }
        return checkRange(x, x, text, range);
    }

    /**
     * Parses a float. Throws {@link IllegalArgumentException} with the reason if the text is not a number in the range.
     */
    public static float parseFloat(String text, NumericRange range) {
        double x = real(text);
        float f = INFINITE.matcher(text).matches() ? (float) x : Float.parseFloat(text);
        if (Float.isInfinite(f) && !INFINITE.matcher(text).matches()) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is too large for single precision");
        }
        if (f == 0 && hasNonZeroDigit(text)) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is too small for single precision; it would be 0");
        }
        checkRange(x, f, text, range);
        return f;
    }

    /** Returns whether a number is in the range, also after rounding to single precision if {@code single}. */
    public static boolean contains(NumericRange range, double x, boolean single) {
        return range.contains(x) && (!single || toSinglePrecision(range).contains((float) x));
    }

    /** Rounds the bounds to single precision: 0.1f, which is a little above 0.1, is inside [0,0.1]. */
    private static NumericRange toSinglePrecision(NumericRange r) {
        return new NumericRange((float) r.low(), r.lowInclusive(), (float) r.high(), r.highInclusive());
    }

    private static double checkRange(double x, double kept, String text, NumericRange range) {
        if (!range.contains(x)) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is outside " + range);
        }
        if (x != kept && !toSinglePrecision(range).contains(kept)) {
            throw new IllegalArgumentException(
                    Excerpt.of(text) + " is outside " + range + " after rounding to single precision");
        }
        return x;
    }

    private static double real(String text) {
        refuseLong("a number", text);
        var infinite = INFINITE.matcher(text);
        if (infinite.matches()) {
            return infinite.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (NAN.matcher(text).matches()) {
            throw new IllegalArgumentException("NaN is not allowed");
        }
        if (!REAL.matcher(text).matches()) {
            throw notA("a number", text);
        }
        refuseLeadingZero(text);
        return Double.parseDouble(text);
    }

    /** Returns whether any digit before the exponent is not 0. */
    private static boolean hasNonZeroDigit(String text) {
        return !text.split("[eE]")[0].replaceAll("[^1-9]", "").isEmpty()
                && !INFINITE.matcher(text).matches();
    }

    /**
     * Parses an integer. Throws {@link IllegalArgumentException} with the reason if the text is not an integer in the
     * range.
     */
    public static long parseLong(String text, long min, long max, NumericRange range) {
        refuseLong("an integer", text);
        if (!WHOLE.matcher(text).matches()) {
            throw notA("an integer", text);
        }
        refuseLeadingZero(text);
        BigInteger n = new BigInteger(text);
        if (!range.contains(n.doubleValue())) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is outside " + range);
        }
        if (n.compareTo(BigInteger.valueOf(min)) < 0 || n.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is outside [" + min + "," + max + "]");
        }
        return n.longValue();
    }

    /** Refuses a text that is too long to be a number; some of the patterns take quadratic time. */
    private static void refuseLong(String expected, String text) {
        if (text.length() > SuiteLimits.NUMBER_LENGTH) {
            throw new IllegalArgumentException("expected " + expected + ", found " + text.length() + " characters ('"
                    + Excerpt.of(text) + "'); a number has at most " + SuiteLimits.NUMBER_LENGTH);
        }
    }

    private static void refuseLeadingZero(String text) {
        if (LEADING_ZERO.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    Excerpt.of(text) + " begins with 0; write " + Excerpt.of(text.replaceFirst("0+(?=\\d)", "")));
        }
    }

    private static IllegalArgumentException notA(String expected, String text) {
        boolean wholly = expected.equals("an integer");
        String hint = suggestion(text, wholly);
        if (wholly && REAL.matcher(text).matches() && text.length() < MAX_PLAIN_EXPONENT) {
            BigDecimal x = new BigDecimal(text);
            boolean whole = x.signum() != 0
                    && x.stripTrailingZeros().scale() <= 0
                    && x.precision() - x.scale() < MAX_PLAIN_EXPONENT;
            hint = whole ? "; write " + x.toBigInteger() : "";
        }
        return new IllegalArgumentException("expected " + expected + ", found '" + Excerpt.of(text) + "'" + hint);
    }

    /** Suggests a number for text that resembles one. */
    private static String suggestion(String text, boolean whole) {
        var percent = PERCENT.matcher(text);
        if (!whole && percent.matches()) {
            return write(format(Double.parseDouble(percent.group(1)) / 100));
        }
        return UNDERSCORES.matcher(text).matches()
                ? write(text.replace("_", ""))
                : withoutComma(text, whole).map(YamlNumbers::write).orElse("");
    }

    /**
     * Returns a number with commas in the form without: with a decimal point, as thousands, or both if it may be
     * either.
     */
    static Optional<String> withoutComma(String text, boolean whole) {
        if (text.length() > SuiteLimits.NUMBER_LENGTH) {
            return Optional.empty();
        }
        var parts = COMMA.matcher(text);
        Optional<String> point =
                !whole && parts.matches() ? Optional.of(parts.group(1) + "." + parts.group(2)) : Optional.empty();
        Optional<String> thousands =
                THOUSANDS.matcher(text).matches() ? Optional.of(text.replace(",", "")) : Optional.empty();
        return point.isPresent() && thousands.isPresent()
                ? Optional.of(point.get() + " or " + thousands.get())
                : point.or(() -> thousands);
    }

    private static String write(String form) {
        return "; write " + form;
    }

    /** Returns the shortest text that parses to this float. */
    public static String format(float x) {
        return ShortestDecimal.of(x);
    }

    /** Returns the shortest text that parses to this double. */
    public static String format(double x) {
        return ShortestDecimal.of(x);
    }
}
