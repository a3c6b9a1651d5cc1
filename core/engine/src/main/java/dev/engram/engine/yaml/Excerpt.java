package dev.engram.engine.yaml;

import java.util.regex.Pattern;

/** Shortens texts that come from a file, so that no message is longer than a reader can use. */
public final class Excerpt {
    /** The most characters of a value that a message repeats. */
    private static final int MAX_VALUE = 60;
    /** The most characters of a message, and how many of them are its end, which says what to do. */
    private static final int MAX_MESSAGE = 2_000;

    private static final int MESSAGE_END = 500;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Excerpt() {}

    /** Returns a value on one line; a long one ends with dots. */
    public static String of(String value) {
        // White space may shrink, so a little more than what is shown is looked at.
        boolean cut = value.length() > 4 * MAX_VALUE;
        String line = SPACE.matcher(cut ? head(value, 4 * MAX_VALUE) : value).replaceAll(" ");
        return cut || line.length() > MAX_VALUE ? head(line, MAX_VALUE) + "..." : line;
    }

    /** Returns a message; of one that is very long, its beginning and its end. */
    static String message(String message) {
        return message.length() <= MAX_MESSAGE
                ? message
                : head(message, MAX_MESSAGE - MESSAGE_END) + " ... " + tail(message, MESSAGE_END);
    }

    private static String head(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String tail(String text, int length) {
        int from = text.length() - length;
        return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }
}
