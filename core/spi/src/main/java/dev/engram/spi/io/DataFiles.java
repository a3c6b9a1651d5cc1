package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens the files of data sets. */
public final class DataFiles {
    /**
     * The system property that replaces the limits of packed files by a number of bytes. The command line's option
     * {@code --unpack-limit} sets it.
     */
    public static final String UNPACK_LIMIT = "engram.unpack.limit";

    private static final int BUFFER = 1 << 16;
    /** Entries of a zip file that a message lists. */
    private static final int LISTED = 20;

    /** The folder of the cache; the launcher sets it. */
    private static final String CACHE = "engram.cache";

    private DataFiles() {}

    /**
     * Opens a regular file, and unpacks it if its first two bytes are those of gzip. A gzipped file may unpack to 4 GB,
     * and from 100 MB on to 100 times its size, unless {@link #UNPACK_LIMIT} is set. Reading beyond a limit throws
     * {@link IncompatibleException}, with the name of the file and what to do. So does reading to the end
     * of a gzipped file that is followed by other bytes than zeros.
     *
     * @return a buffered stream, which the caller closes
     * @throws IncompatibleException if there is a folder, a device, a pipe or a socket in place of the file
     * @throws IOException if the file does not exist or cannot be read
     */
    public static InputStream open(Path file) throws IOException {
        requireFile(file);
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

    /**
     * Opens a file that many commands read in the same way. The contents of a large gzipped file are kept in the cache,
     * and used again while not one byte of the file has changed.
     *
     * @return a buffered stream, which the caller closes
     * @throws IncompatibleException as {@link #open(Path)}
     * @throws IOException as {@link #open(Path)}
     */
    public static InputStream openCached(Path file) throws IOException {
        requireFile(file);
        Optional<Path> cache = cache();
        long size = Files.size(file);
        if (cache.isEmpty() || size < UnpackedFiles.MIN_PACKED || !isPacked(file)) {
            return open(file);
        }
        InputStream unpacked = new UnpackedFiles(cache.get().resolve("unpacked")).open(file);
        return new BufferedInputStream(new LimitedStream(unpacked, file, size), BUFFER);
    }

    private static void requireFile(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IncompatibleException(file + ": is "
                    + (Files.isDirectory(file) ? "a folder" : "a device, a pipe or a socket, which may never end")
                    + "; name a file");
        }
    }

    /**
     * Opens an entry of a zip file, with the same limits.
     *
     * @return a buffered stream, which the caller closes
     * @throws IncompatibleException if the file is not a zip file, is damaged, or has no such entry
     * @throws IOException if the file does not exist or cannot be read
     */
    public static InputStream open(Path zip, String entry) throws IOException {
        open(zip).close(); // refuses what is not a file
        ZipFile archive = archive(zip);
        try {
            ZipEntry found = archive.getEntry(entry);
            if (found == null) {
                throw new IncompatibleException(zip + ": there is no " + entry + " in it; it contains "
                        + archive.stream().map(ZipEntry::getName).limit(LISTED).collect(Collectors.joining(", ")));
            }
            InputStream limited = new LimitedStream(archive.getInputStream(found), zip, Files.size(zip));
            return new BufferedInputStream(limited, BUFFER) {
                @Override
                public void close() throws IOException {
                    super.close();
                    archive.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static ZipFile archive(Path zip) throws IOException {
        try {
            return new ZipFile(zip.toFile());
        } catch (ZipException e) {
            throw new IncompatibleException(
                    startsWith(zip, 'P', 'K')
                            ? zip + ": is a damaged or truncated zip file (" + e.getMessage() + "); fetch it again"
                            : zip + ": is not a zip file, because it does not start with PK; give a file of that kind",
                    e);
        }
    }

    /**
     * Returns the folder into which {@code engram data} puts a data set of this name; empty if the user wants no cache.
     * The folder may not exist.
     */
    public static Optional<Path> cached(String name) {
        return cache().map(c -> c.resolve("data").resolve(name));
    }

    private static Optional<Path> cache() {
        return Optional.ofNullable(System.getProperty(CACHE))
                .filter(c -> !c.isBlank())
                .map(Path::of);
    }

    static boolean isPacked(Path file) throws IOException {
        return startsWith(file, 0x1f, 0x8b);
    }

    private static boolean startsWith(Path file, int first, int second) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == first && in.read() == second;
        }
    }

    /** Returns a new temporary file: in the cache, since the system's folder is often in memory. */
    static Path temporary() throws IOException {
        Optional<Path> folder = cache().map(c -> c.resolve("data"));
        if (folder.isEmpty()) {
            return Files.createTempFile("engram-rows", ".tmp");
        }
        Files.createDirectories(folder.get());
        return Files.createTempFile(folder.get(), "rows", ".tmp");
    }

    /** Deletes a temporary file; where mapped files cannot be deleted, when the program ends. */
    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private static InputStream unpack(InputStream raw, Path file) throws IOException {
        return new LimitedStream(new WholeGzipStream(raw, BUFFER, file), file, Files.size(file));
    }
}
