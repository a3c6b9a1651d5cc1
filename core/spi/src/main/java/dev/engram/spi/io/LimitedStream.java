package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The limits for what a packed file may unpack to: {@value #SIZE} billion bytes, and from 100 million bytes on {@value
 * #RATIO} times the size of the file. Without them, a small file could fill the memory. The system properties {@value
 * #SIZE_PROPERTY} and {@value #RATIO_PROPERTY} raise them.
 */
final class LimitedStream extends FilterInputStream {
    static final String SIZE_PROPERTY = "engram.unpack.gigabytes";
    static final String RATIO_PROPERTY = "engram.unpack.ratio";

    private static final long SIZE = 4;
    private static final long RATIO = 100;
    private static final long GIGABYTE = 1_000_000_000;
    /** Bytes that any file may unpack to: long runs of zeros are ordinary in small files. */
    private static final long ALWAYS_ALLOWED = 100_000_000;

    private final Path file;
    private final long packed;
    private final long maxSize;
    private final long maxRatio;
    private long unpacked;

    /** @param packed size of the packed file in bytes */
    LimitedStream(InputStream in, Path file, long packed) {
        super(in);
        this.file = file;
        this.packed = packed;
        maxSize = limit(SIZE_PROPERTY, SIZE) * GIGABYTE;
        maxRatio = limit(RATIO_PROPERTY, RATIO);
    }

    private static long limit(String property, long standard) {
        String text = System.getProperty(property);
        if (text == null) {
            return standard;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IncompatibleException(
                    "the system property " + property + " is '" + text + "'; give a whole number from 1");
        }
        return Long.parseLong(text);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int n = super.read(b, off, len);
        count(Math.max(0, n));
        return n;
    }

    private void count(int bytes) {
        unpacked += bytes;
        if (unpacked > maxSize) {
            throw tooLarge("more than " + maxSize / GIGABYTE + " GB", SIZE_PROPERTY);
        }
        if (unpacked > ALWAYS_ALLOWED && unpacked / maxRatio > packed) {
            throw tooLarge("more than " + maxRatio + " times its size", RATIO_PROPERTY);
        }
    }

    private IncompatibleException tooLarge(String what, String property) {
        return new IncompatibleException(String.format(
                Locale.ROOT,
                "%s: its %,d bytes unpack to %s, as in files that are made to fill the memory; if the data are right,"
                        + " unpack the file yourself, or raise the limit with ENGRAM_JAVA_OPTIONS=-D%s=NUMBER",
                file,
                packed,
                what,
                property));
    }
}
