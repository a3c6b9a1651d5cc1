package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;

/**
 * The values of a text in ARFF, line by line. A value is in single or double quotes, or ends at a blank, a comma, a
 * brace or the end of the line. A percent sign where a value may start begins a comment.
 */
final class ArffLexer {
    private static final String ESCAPED = "ntrbf";
    private static final String CHARACTERS = "\n\t\r\b\f";
    private static final int HEX_DIGITS = 4;

    private final TextScanner in;
    private final StringBuilder text = new StringBuilder();
    private int line = 1;
    private int column = 1;
    private boolean quoted;

    ArffLexer(TextScanner in) {
        this.in = in;
    }

    /** Skips to the first character of the next line with content; returns whether there is one. */
    boolean skipToContent() throws IOException {
        while (atEndOfLine()) {
            if (in.peek() == TextScanner.END) {
                return false;
            }
            in.read();
        }
        mark();
        return true;
    }

    /** Skips blanks and a comment; returns whether the line ends here. */
    boolean atEndOfLine() throws IOException {
        while (isBlank(in.peek())) {
            in.read();
        }
        if (in.peek() == '%') {
            skipLine();
        }
        return in.peek() == '\n' || in.peek() == TextScanner.END;
    }

    /** Skips the rest of the line. */
    void skipLine() throws IOException {
        while (in.peek() != '\n' && in.peek() != TextScanner.END) {
            in.read();
        }
    }

    /** Skips blanks, and reads a character if it is the next one; returns whether it was. */
    boolean accept(char c) throws IOException {
        if (atEndOfLine() || in.peek() != c) {
            return false;
        }
        mark();
        in.read();
        return true;
    }

    /**
     * Reads a value.
     *
     * @param wanted what is expected here, for messages
     */
    String value(String wanted) throws IOException {
        boolean end = atEndOfLine();
        mark();
        text.setLength(0);
        quoted = !end && isQuote(in.peek());
        if (quoted) {
            readQuoted();
        } else {
            readUnquoted();
            if (text.isEmpty()) {
                throw error("expected " + wanted + ", but found " + next());
            }
        }
        return text.toString();
    }

    /** Returns whether the last value is a question mark without quotes. */
    boolean isMissing() {
        return !quoted && text.length() == 1 && text.charAt(0) == '?';
    }

    /** Throws an error if there is something left in the line. */
    void requireEndOfLine(String after) throws IOException {
        if (!atEndOfLine()) {
            mark();
            throw error("expected the end of the line after " + after + ", but found " + next()
                    + "; remove it, or put quotes around a name or value that contains it");
        }
    }

    /** Returns the next character in words. */
    String next() throws IOException {
        int c = in.peek();
        return c == '\n' || c == TextScanner.END ? "the end of the line" : "'" + (char) c + "'";
    }

    /** Returns the line of the last value or character. */
    int line() {
        return line;
    }

    /** Returns the column of the last value or character. */
    int column() {
        return column;
    }

    /** Returns an error at the last value or character. */
    IncompatibleException error(String message) {
        return in.error(line, column, message);
    }

    /** Returns an error at a place. */
    IncompatibleException error(int atLine, int atColumn, String message) {
        return in.error(atLine, atColumn, message);
    }

    private void mark() {
        line = in.line();
        column = in.column();
    }

    private void readUnquoted() throws IOException {
        while (!endsValue(in.peek())) {
            text.append((char) in.read());
        }
        if (!text.isEmpty() && (isQuote(in.peek()) || in.peek() == '%')) {
            throw in.error(
                    in.line(),
                    in.column(),
                    "there is " + next() + " inside a value without quotes; put quotes around the value"
                            + (in.peek() == '%' ? ", or a blank before a comment" : ""));
        }
    }

    private void readQuoted() throws IOException {
        int quote = in.read();
        while (in.peek() != quote) {
            if (in.peek() == '\n' || in.peek() == TextScanner.END) {
                throw error("the quotes that open here are not closed in this line; close them");
            }
            int c = in.read();
            text.append(c == '\\' ? escape() : (char) c);
        }
        in.read();
        if (!endsValue(in.peek()) || isQuote(in.peek())) {
            throw in.error(
                    in.line(),
                    in.column(),
                    "after closing quotes there is " + next() + " instead of a comma, a blank or the end of the line;"
                            + " write a quote inside quotes as \\" + (char) quote);
        }
    }

    private char escape() throws IOException {
        int c = in.peek();
        int known = ESCAPED.indexOf(c);
        if (known >= 0) {
            in.read();
            return CHARACTERS.charAt(known);
        }
        if (c == 'u') {
            in.read();
            return unicode();
        }
        if (c == '\n' || c == TextScanner.END || Character.isLetterOrDigit(c)) {
            throw in.error(
                    in.line(),
                    in.column(),
                    "a backslash cannot be followed by " + next() + "; write \\\\ for a backslash");
        }
        return (char) in.read();
    }

    private char unicode() throws IOException {
        int code = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = in.peek() == TextScanner.END ? -1 : Character.digit((char) in.peek(), 16);
            if (digit < 0) {
                throw in.error(
                        in.line(),
                        in.column(),
                        "expected four hexadecimal digits after \\u, but found " + next()
                                + "; write \\\\ for a backslash");
            }
            in.read();
            code = 16 * code + digit;
        }
        return (char) code;
    }

    private static boolean endsValue(int c) {
        return c == TextScanner.END
                || c == '\n'
                || c == ','
                || c == '{'
                || c == '}'
                || c == '%'
                || isQuote(c)
                || isBlank(c);
    }

    private static boolean isQuote(int c) {
        return c == '\'' || c == '"';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
