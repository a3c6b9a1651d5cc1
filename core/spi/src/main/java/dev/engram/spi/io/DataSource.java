package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The source of a sequence of bytes: a file, gzipped or not, or an entry of a zip file. Its text is its name in
 * messages. Unpacking has the limits of {@link DataFiles#open}.
 */
public interface DataSource {
    /** Opens the source; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Returns the file, if it contains the bytes themselves. */
    Optional<Path> plainFile() throws IOException;

    /** A file, gzipped or not. */
    static DataSource of(Path file) {
        return new Source(file, Optional.empty());
    }

    /** An entry of a zip file. Opening it throws {@link IncompatibleException} if there is no such entry. */
    static DataSource of(Path zip, String entry) {
        return new Source(zip, Optional.of(entry));
    }

    /** A file, or an entry of it. */
    record Source(Path file, Optional<String> entry) implements DataSource {
        @Override
        public InputStream open() throws IOException {
            return entry.isEmpty() ? DataFiles.open(file) : DataFiles.open(file, entry.get());
        }

        @Override
        public Optional<Path> plainFile() throws IOException {
            return entry.isEmpty() && !DataFiles.isPacked(file) ? Optional.of(file) : Optional.empty();
        }

        @Override
        public String toString() {
            return file + entry.map(e -> " (" + e + ")").orElse("");
        }
    }
}
