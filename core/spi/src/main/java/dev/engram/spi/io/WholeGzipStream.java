package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The contents of a gzipped file, which may have several members. Zeros may follow the last one, as on tapes. Other
 * bytes, which {@link GZIPInputStream} ignores, are an error: data that were appended would be missing.
 */
final class WholeGzipStream extends GZIPInputStream {
    /** Bytes of the checksum and the length at the end of a member. */
    private static final int TRAILER = 8;

    private final InputStream source;
    private final Path file;
    private boolean checked;

    WholeGzipStream(InputStream source, int buffer, Path file) throws IOException {
        super(source, buffer);
        this.source = source;
        this.file = file;
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
        boolean zeros = true;
        for (int i = len - inf.getRemaining() + TRAILER; i < len; i++) {
            zeros &= buf[i] == 0;
        }
        for (int n = source.read(buf); n >= 0 && zeros; n = source.read(buf)) {
            for (int i = 0; i < n; i++) {
                zeros &= buf[i] == 0;
            }
        }
        if (!zeros) {
            throw new IncompatibleException(file + ": bytes that are not gzipped follow the end of the gzipped data;"
                    + " the file is damaged, or something was appended to it: fetch it again, or unpack it yourself if"
                    + " the data before are complete");
        }
    }
}
