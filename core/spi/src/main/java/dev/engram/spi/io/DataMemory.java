package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.util.OptionalLong;

/**
 * The memory that the inputs of one data set may take. Larger inputs stay in files, which are mapped into the address
 * space, so that a data set can be larger than the memory. The numbers of a training are the same; reading a batch is
 * somewhat slower.
 */
public final class DataMemory {
    /** The system property with the limit, such as 500M or 2G. Without it, half of Java's memory is used. */
    public static final String PROPERTY = "engram.data.memory";

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private DataMemory() {}

    /** Returns the number of bytes that the inputs of a data set may take. */
    static long limit() {
        String text = System.getProperty(PROPERTY);
        if (text == null) {
            return Runtime.getRuntime().maxMemory() / 2;
        }
        return parse(text)
                .orElseThrow(() -> new IncompatibleException(
                        "the system property " + PROPERTY + " is '" + text + "'; give a size, such as 500M or 2G"));
    }

    /** Returns the bytes of a size such as 100K, 500M or 2G (thousands, millions, billions); empty if it is not one. */
    public static OptionalLong parse(String text) {
        if (!text.matches("[0-9]{1,9}[KMGkmg]?")) {
            return OptionalLong.empty();
        }
        char last = Character.toUpperCase(text.charAt(text.length() - 1));
        long unit = switch (last) {
            case 'K' -> 1_000;
            case 'M' -> 1_000_000;
            case 'G' -> 1_000_000_000;
            default -> 1;
        };
        String digits = unit == 1 ? text : text.substring(0, text.length() - 1);
        return OptionalLong.of(Long.parseLong(digits) * unit);
    }

    /** Returns whether so many inputs are kept in memory, as an array of floats. */
    public static boolean holds(long numbers) {
        return numbers <= MAX_ARRAY && numbers * Float.BYTES <= limit();
    }
}
