package dev.engram.plugins.datasets;

/** A parser of decimal numbers. */
final class DecimalParser {
    /** Largest number of digits that are represented without rounding. */
    private static final int MAX_EXACT_DIGITS = 15;

    private DecimalParser() {}

    /** Returns NaN for text that is not a plain decimal number, such as "NaN", "1f", "0x10" and "1,5". */
    static double parse(String text) {
        int n = text.length();
        long whole = 0;
        int digits = 0;
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                whole = 10 * whole + c - '0';
                digits++;
            } else if (!(c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
                return Double.NaN;
            }
        }
        if (digits == n && n > 0 && n <= MAX_EXACT_DIGITS) {
            return whole;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
