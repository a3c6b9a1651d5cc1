package dev.engram.engine.render;

import java.util.regex.Pattern;

/**
 * Fields of CSV (RFC 4180). A field is quoted if it contains a comma, a quotation mark or a line break.
 *
 * <p>A spreadsheet runs a field that begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a carriage return
 * as a formula, which can start programs. Such a text gets an apostrophe in front, which makes it a text for a
 * spreadsheet. A number is written as it is, whatever its sign.
 */
public final class CsvText {
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]?Infinity|NaN");

    private CsvText() {}

    /** Returns a text as a field. */
    public static String field(String text) {
        boolean formula = !text.isEmpty()
                && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        String safe = formula ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(ch -> ch == ',' || ch == '"' || ch == '\r' || ch == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
