package dev.engram.engine.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** The words of commands that messages show. Users copy such a command into their shell. */
public final class ShellWord {
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    private static final Pattern POSIX_SAFE = Pattern.compile("[\\p{L}\\p{N}_./=:,@%+-]+");
    private static final Pattern WINDOWS_SAFE = Pattern.compile("[\\p{L}\\p{N}_./=:,@+~\\\\-]+");
    /** Characters that a POSIX shell also reads inside double quotes. */
    private static final Pattern POSIX_SPECIAL = Pattern.compile("[\"$`\\\\!\\p{Cntrl}]");

    private ShellWord() {}

    /** Returns a word as the shell of this system reads it: in quotes if it needs them. */
    public static String quote(Object word) {
        return WINDOWS ? quoteForWindows(word.toString()) : quoteForPosix(word.toString());
    }

    /** Prefers double quotes, because a message often has the whole command in single quotes. */
    static String quoteForPosix(String word) {
        if (POSIX_SAFE.matcher(word).matches()) {
            return word;
        }
        return POSIX_SPECIAL.matcher(word).find() ? "'" + word.replace("'", "'\\''") + "'" : '"' + word + '"';
    }

    /** A double quote inside a word, which no file name has, is doubled. */
    static String quoteForWindows(String word) {
        return WINDOWS_SAFE.matcher(word).matches() ? word : '"' + word.replace("\"", "\"\"") + '"';
    }
}
