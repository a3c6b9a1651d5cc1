package dev.engram.spi.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CheckedInputStream;

/**
 * Contents of gzipped files in a folder of the cache, one file each. The name of an entry is a checksum of all bytes of
 * the gzipped file, so that the place and the times of that file do not matter. An entry ends with a checksum of its
 * contents and its name: a damaged one counts as missing. Entries are moved into place, so that several processes can
 * share a folder. A folder that cannot be read or written is not an error.
 */
final class UnpackedFiles {
    /** Smaller packed files are not kept: unpacking them is fast. */
    static final long MIN_PACKED = 1 << 18;
    /** Larger contents are not kept. */
    static final long MAX_UNPACKED = 1 << 28;
    /** Size of a folder above which the entries that were not used for the longest time are deleted. */
    static final long MAX_BYTES = 1 << 30;

    private static final Duration UNUSED = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int BUFFER = 1 << 16;
    static final String SUFFIX = ".unpacked";
    /** Of a file that is being written. */
    private static final String PART = ".part";

    private final Path folder;

    private record Stored(Path file, long size, Instant used) {}

    UnpackedFiles(Path folder) {
        this.folder = folder;
    }

    /** Opens the contents of a gzipped file. If there is no entry, reading them to the end makes one. */
    InputStream open(Path file) throws IOException {
        String name = nameOf(file);
        Optional<InputStream> entry = find(name);
        return entry.isPresent() ? new EntryStream(entry.get(), () -> unpackSame(file, name)) : unpack(file, name);
    }

    /** Opens a file again, which must not have changed. */
    private InputStream unpackSame(Path file, String name) throws IOException {
        if (!nameOf(file).equals(name)) {
            throw new IOException("it changed while it was read");
        }
        return unpack(file, name);
    }

    static String nameOf(Path file) throws IOException {
        ContentChecksum checksum = new ContentChecksum();
        try (InputStream in = Files.newInputStream(file)) {
            update(checksum, in);
        }
        return checksum.text();
    }

    private static void update(ContentChecksum checksum, InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            checksum.update(buffer, 0, n);
        }
    }

    private Optional<InputStream> find(String name) {
        Path entry = folder.resolve(name + SUFFIX);
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(entry.toFile(), "r");
            long size = file.length() - Long.BYTES;
            ContentChecksum checksum = new ContentChecksum();
            update(checksum, new FileStart(file, Math.max(0, size), BUFFER));
            if (size >= 0 && file.readLong() == seal(checksum, name)) {
                touch(entry);
                return Optional.of(new FileStart(file, size, BUFFER));
            }
            file.close();
        } catch (IOException e) {
            close(file); // the file is unpacked again
        }
        return Optional.empty();
    }

    private static void close(RandomAccessFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Nothing was written.
        }
    }

    /** Returns the last eight bytes of an entry: the checksum of its contents, followed by its name. */
    static long seal(ContentChecksum contents, String name) {
        contents.update(name.getBytes(StandardCharsets.US_ASCII));
        return contents.getValue();
    }

    /** Marks an entry as used, once a day. */
    private static void touch(Path entry) {
        Instant now = Instant.now();
        try {
            if (Files.getLastModifiedTime(entry).toInstant().isBefore(now.minus(DAY))) {
                Files.setLastModifiedTime(entry, FileTime.from(now));
            }
        } catch (IOException e) {
            // The folder cannot be written, or the entry is another user's: it is used all the same.
        }
    }

    private InputStream unpack(Path file, String name) throws IOException {
        ContentChecksum read = new ContentChecksum();
        InputStream packed = new BufferedInputStream(new CheckedInputStream(Files.newInputStream(file), read), BUFFER);
        try {
            return new StoringStream(
                    new WholeGzipStream(packed, BUFFER, file), this::part, MAX_UNPACKED, (part, contents) -> {
                        packed.transferTo(OutputStream.nullOutputStream());
                        // The file may have been replaced after its name was computed.
                        if (read.text().equals(name)) {
                            store(part, name, contents);
                        }
                    });
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    /** Returns a new file, which only its owner can read or write. */
    private Path part() throws IOException {
        Files.createDirectories(folder);
        clean();
        return Files.createTempFile(folder, "", PART);
    }

    private void store(Path part, String name, ContentChecksum contents) throws IOException {
        ByteBuffer seal = ByteBuffer.allocate(Long.BYTES).putLong(0, seal(contents, name));
        Files.write(part, seal.array(), StandardOpenOption.APPEND);
        Files.move(part, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Describes a file, or a link itself; empty if another process has just moved or deleted it. */
    private static Optional<Stored> stored(Path file) throws IOException {
        try {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Stored(file, a.size(), a.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Deletes old entries, until there is room for the largest. Other files stay: a user chooses the folder. */
    private void clean() throws IOException {
        List<Stored> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX) || name.endsWith(PART)) {
                    stored(file).ifPresent(entries::add);
                }
            }
        }
        entries.sort(Comparator.comparing(Stored::used));
        long bytes = entries.stream().mapToLong(Stored::size).sum();
        Instant unused = Instant.now().minus(UNUSED);
        for (Stored entry : entries) {
            if (bytes > MAX_BYTES - MAX_UNPACKED || entry.used.isBefore(unused)) {
                Files.deleteIfExists(entry.file);
                bytes -= entry.size;
            }
        }
    }
}
