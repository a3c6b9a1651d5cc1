package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The limits for what a packed file may unpack to: 4 GB, and from 100 million bytes on {@value #RATIO} times the size
 * of the file. Without them, a small file could fill the memory. {@link DataFiles#UNPACK_LIMIT} replaces both.
 */
final class LimitedStream extends FilterInputStream {
    private static final long SIZE = 4L << 30;
    private static final long RATIO = 100;
    /** Bytes that any file may unpack to: long runs of zeros are ordinary in small files. */
    private static final long ALWAYS_ALLOWED = 100_000_000;

    private final Path file;
    private final long packed;
    private final long maxSize;
    private final boolean checkRatio;
    private long unpacked;

    /** @param packed size of the packed file in bytes */
    LimitedStream(InputStream in, Path file, long packed) {
        super(in);
        this.file = file;
        this.packed = packed;
        String limit = System.getProperty(DataFiles.UNPACK_LIMIT);
        checkRatio = limit == null;
        maxSize = limit == null ? SIZE : bytes(limit);
    }

    private static long bytes(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IncompatibleException(
                    "the system property " + DataFiles.UNPACK_LIMIT + " is '" + text + "'; give a number of bytes");
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
            throw tooLarge("more than " + (maxSize >> 20) + " MB", "raise the limit", 2 * maxSize);
        }
        if (checkRatio && unpacked > ALWAYS_ALLOWED && unpacked / RATIO > packed) {
            throw tooLarge("more than " + RATIO + " times its size", "set a limit yourself", maxSize);
        }
    }

    private IncompatibleException tooLarge(String what, String remedy, long limit) {
        return new IncompatibleException(String.format(
                Locale.ROOT,
                "%s: its %,d bytes unpack to %s, as in files that are made to fill the memory; if the data are right,"
                        + " unpack the file yourself, or %s, such as --unpack-limit %dG",
                file,
                packed,
                what,
                remedy,
                Math.max(1, limit >> 30)));
    }
}
