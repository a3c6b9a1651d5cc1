package dev.engram.engine.plugins;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most that one plugin may unpack to. A small file can unpack to any size, and fill the disk or the memory.
 *
 * @param bytes the largest total size of its files
 * @param checkRatio true to refuse a plugin of more than {@link #FREE_BYTES} that unpacks to more than {@link
 *     #MAX_RATIO} times its size; programs and data shrink to about a third, long texts to a twentieth
 */
public record PluginSizeLimit(long bytes, boolean checkRatio) {
    /** One gigabyte, and the ratio. */
    public static final PluginSizeLimit DEFAULT = new PluginSizeLimit(1L << 30, true);

    static final long MAX_RATIO = 100;
    static final long FREE_BYTES = 10L << 20;

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([KMGT])B?");

    /** Parses a size such as {@code 500M} or {@code 4G}, without a limit of the ratio; empty if it is not one. */
    public static Optional<PluginSizeLimit> parse(String text) {
        Matcher m = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!m.matches()) {
            return Optional.empty();
        }
        int shift = 10 * (1 + "KMGT".indexOf(m.group(2)));
        return Optional.of(new PluginSizeLimit(Math.multiplyExact(Long.parseLong(m.group(1)), 1L << shift), false));
    }

    /**
     * Checks what was unpacked so far.
     *
     * @param packed the size of the plugin's file
     * @throws IllegalArgumentException with the reason if it is too much
     */
    void check(long packed, long unpacked) {
        if (unpacked > bytes) {
            throw new IllegalArgumentException("it unpacks to more than " + (bytes >> 20)
                    + " MB; if that is right, raise the limit, such as --unpack-limit " + gigabytes(2 * bytes) + "G");
        }
        if (checkRatio && unpacked > FREE_BYTES && unpacked / MAX_RATIO > packed) {
            throw new IllegalArgumentException("it unpacks to more than " + MAX_RATIO + " times its " + packed
                    + " bytes, as a zip bomb does; if that is right, set a limit yourself, such as --unpack-limit "
                    + gigabytes(bytes) + "G");
        }
    }

    private static long gigabytes(long bytes) {
        return Math.max(1, bytes >> 30);
    }
}
