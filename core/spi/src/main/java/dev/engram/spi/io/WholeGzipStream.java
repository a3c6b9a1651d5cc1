package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The contents of a gzipped file, which may have several members. Zeros may follow the last one, as on tapes. Other
 * bytes, which {@link GZIPInputStream} ignores, are an error: data that were appended would be missing.
 */
final class WholeGzipStream extends GZIPInputStream {
    /** Bytes of the checksum and the length at the end of a member. */
    private static final int TRAILER = 8;

    private final PackedBytes source;
    private final Path file;
    /** The bytes that had been read when the buffer was last filled. */
    private long filled;

    private boolean checked;

    WholeGzipStream(InputStream source, int buffer, Path file) throws IOException {
        this(new PackedBytes(source), buffer, file);
    }

    private WholeGzipStream(PackedBytes source, int buffer, Path file) throws IOException {
        super(source, buffer);
        this.source = source;
        this.file = file;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filled = source.size;
    }

    @Override
    public int read(byte[] b, int off, int length) throws IOException {
        int n = super.read(b, off, length);
        if (n < 0 && !checked) {
            checked = true;
            requireZeros();
        }
        return n;
    }

    private void requireZeros() throws IOException {
        long end = filled - inf.getRemaining() + TRAILER;
        source.transferTo(OutputStream.nullOutputStream());
        if (source.endOfNonzero > end) {
            throw new IncompatibleException(file + ": bytes that are not gzipped follow the end of the gzipped data;"
                    + " the file is damaged, or something was appended to it: fetch it again, or unpack it yourself if"
                    + " the data before are complete");
        }
    }

    /**
     * The bytes of the file, with the place of the last byte that is not zero. They are counted here, because
     * {@link GZIPInputStream} also reads bytes behind a member, to look for the next one, and does not keep them.
     */
    private static final class PackedBytes extends FilterInputStream {
        private long size;
        /** The number of bytes up to the last one that is not zero. */
        private long endOfNonzero;

        PackedBytes(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                size++;
                endOfNonzero = b == 0 ? endOfNonzero : size;
            }
            return b;
        }

        @Override
        public int read(byte[] b, int off, int length) throws IOException {
            int n = in.read(b, off, length);
            for (int i = n; i > 0; i--) {
                if (b[off + i - 1] != 0) {
                    endOfNonzero = size + i;
                    break;
                }
            }
            size += Math.max(0, n);
            return n;
        }
    }
}
