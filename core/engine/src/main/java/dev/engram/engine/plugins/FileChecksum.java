package dev.engram.engine.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The SHA-256 of a file in lower-case hex. For a file it is computed when it is first asked for: the plugins that are
 * shipped with Engram are larger than all that a short command computes, and few commands need their checksums.
 */
public final class FileChecksum {
    private final Path file;
    private String hex;

    private FileChecksum(Path file, String hex) {
        this.file = file;
        this.hex = hex;
    }

    static FileChecksum of(Path file) {
        return new FileChecksum(file, null);
    }

    static FileChecksum known(String hex) {
        return new FileChecksum(null, hex);
    }

    /**
     * Returns the checksum.
     *
     * @throws UncheckedIOException if the file can no longer be read
     */
    public synchronized String hex() {
        if (hex == null) {
            try {
                hex = Checksums.of(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return hex;
    }

    /** Compares the checksums, not the files. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileChecksum c && hex().equals(c.hex());
    }

    @Override
    public int hashCode() {
        return hex().hashCode();
    }

    @Override
    public String toString() {
        return hex();
    }
}
