package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens the files of data sets. */
public final class DataFiles {
    private static final int BUFFER = 1 << 16;

    private DataFiles() {}

    /**
     * Opens a regular file, and unpacks it if its first two bytes are those of gzip. A gzipped file may unpack to 4 GB,
     * and from 100 MB on to 100 times its size; the system properties {@code engram.unpack.gigabytes} and {@code
     * engram.unpack.ratio} set other limits. Reading beyond them throws {@link IncompatibleException}, with the name of
     * the file and what to do.
     *
     * @return a buffered stream, which the caller closes
     * @throws IncompatibleException if there is a folder, a device, a pipe or a socket in place of the file
     * @throws IOException if the file does not exist or cannot be read
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IncompatibleException(file + ": is "
                    + (Files.isDirectory(file) ? "a folder" : "a device, a pipe or a socket, which may never end")
                    + "; name a file");
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return packed ? new BufferedInputStream(unpack(raw, file), BUFFER) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpack(InputStream raw, Path file) throws IOException {
        return new LimitedStream(new GZIPInputStream(raw, BUFFER), file, Files.size(file));
    }
}
