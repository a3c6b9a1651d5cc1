package dev.engram.engine.text;

import java.util.OptionalInt;

/**
 * Text without characters that control a terminal, reorder what a reader sees, or start a line of a log. Such
 * characters are written as escapes: {@code \n}, {@code \r}, or {@code \}{@code u001b} for ESC.
 */
public final class PrintableText {
    private static final int ARABIC_LETTER_MARK = 0x061C;
    private static final int LEFT_TO_RIGHT_MARK = 0x200E;
    private static final int RIGHT_TO_LEFT_MARK = 0x200F;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int LAST_OVERRIDE = 0x202E;
    private static final int FIRST_ISOLATE = 0x2066;
    private static final int LAST_ISOLATE = 0x2069;

    private PrintableText() {}

    /**
     * Returns true for control characters (line feed and tab included), line separators, marks and overrides of the
     * writing direction, and halves of surrogate pairs.
     */
    public static boolean isControl(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == ARABIC_LETTER_MARK
                || codePoint == LEFT_TO_RIGHT_MARK
                || codePoint == RIGHT_TO_LEFT_MARK
                || codePoint >= LINE_SEPARATOR && codePoint <= LAST_OVERRIDE
                || codePoint >= FIRST_ISOLATE && codePoint <= LAST_ISOLATE
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Returns the first control character of a text, other than a line feed or a tab; empty if there is none. */
    public static OptionalInt firstControl(String text) {
        return text.codePoints()
                .filter(c -> isControl(c) && c != '\n' && c != '\t')
                .findFirst();
    }

    /** Returns the text as one line in which every control character, except a tab, is an escape. */
    public static String line(String text) {
        if (isPlain(text) || text.codePoints().noneMatch(c -> isControl(c) && c != '\t')) {
            return text;
        }
        StringBuilder b = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\t' -> b.append('\t');
                case '\n' -> b.append("\\n");
                case '\r' -> b.append("\\r");
                default -> {
                    if (isControl(c)) {
                        b.append(escape(c));
                    } else {
                        b.appendCodePoint(c);
                    }
                }
            }
        });
        return b.toString();
    }

    /** Returns true for printable ASCII, which nearly every line is: the question is asked for each line of a log. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Returns the escape of a character below U+10000, as Java and JSON write it. */
    public static String escape(int codePoint) {
        return String.format("\\u%04x", codePoint);
    }
}
