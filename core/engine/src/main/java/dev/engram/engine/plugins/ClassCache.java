package dev.engram.engine.plugins;

import dev.engram.spi.Component;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the compiler made of source plugins, in one file for each. The name of a file is a checksum of everything that
 * the compiler reads, and the file begins with a checksum of its contents: a damaged file counts as missing. Files are
 * moved into place, so that several processes can share a cache. A cache that cannot be written is not an error.
 */
final class ClassCache {
    private static final Logger LOG = LoggerFactory.getLogger(ClassCache.class);
    /** The folder of the cache; the launcher sets it. Without it nothing is cached. */
    private static final String PROPERTY = "engram.cache";

    private static final String SUFFIX = ".classes";
    /** Of a file that is being written. */
    private static final String PART = ".part";

    private static final Duration UNUSED = Duration.ofDays(30);
    private static final int MAX_FILES = 10_000;

    private final Path folder;
    private final Path spi;
    private String spiChecksum = "";
    private boolean cleaned;

    /** @param spi the jar against which plugins are compiled, and which contains their annotation processor */
    ClassCache(Path folder, Path spi) {
        this.folder = folder;
        this.spi = spi;
    }

    /** Returns the cache that the launcher has chosen; empty if there is none. */
    static Optional<ClassCache> ofProcess() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(p -> !p.isBlank())
                .map(p -> new ClassCache(Path.of(p), CodeLocation.of(Component.class)));
    }

    /**
     * Returns the name of the entry for a source file: a checksum of the file, its name, the SPI and the compiler.
     * Empty while the SPI is not a jar, because it is being developed.
     */
    Optional<String> key(String name, byte[] source) throws IOException {
        if (!Files.isRegularFile(spi)) {
            return Optional.empty();
        }
        if (spiChecksum.isEmpty()) {
            spiChecksum = Checksums.of(spi);
        }
        String parts = String.join(
                "\n", Checksums.of(source), spiChecksum, Runtime.version().toString(), name);
        return Optional.of(Checksums.of(parts.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the outputs of a compilation, by path; empty if they are not stored or the file is damaged. */
    Optional<Map<String, byte[]>> find(String key) {
        Path file = folder.resolve(key + SUFFIX);
        try {
            byte[] bytes = Files.readAllBytes(file);
            Optional<Map<String, byte[]>> outputs = decode(bytes);
            if (outputs.isPresent()) {
                touch(file);
            }
            return outputs;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return Optional.empty();
        }
    }

    /** Marks a file as used, once a day. */
    private static void touch(Path file) throws IOException {
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(Duration.ofDays(1)))) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    /** Stores the outputs of a compilation. */
    void store(String key, Map<String, byte[]> outputs) {
        try {
            Files.createDirectories(folder);
            clean();
            Path file = Files.createTempFile(folder, key, PART); // only its owner can read or write it
            try {
                Files.write(file, encode(outputs));
                Files.move(file, folder.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("{} cannot be written", folder, e);
        }
    }

    /**
     * Deletes, once in a process, entries that were not used for a month, and the oldest of too many. Other files stay,
     * because a user chooses the folder.
     */
    private void clean() throws IOException {
        if (cleaned) {
            return;
        }
        cleaned = true;
        List<Path> oldestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            oldestFirst = files.filter(ClassCache::isEntry)
                    .sorted((a, b) -> modified(a).compareTo(modified(b)))
                    .toList();
        }
        Instant unused = Instant.now().minus(UNUSED);
        for (int i = 0; i < oldestFirst.size(); i++) {
            if (oldestFirst.size() - i > MAX_FILES
                    || modified(oldestFirst.get(i)).toInstant().isBefore(unused)) {
                Files.deleteIfExists(oldestFirst.get(i));
            }
        }
    }

    private static boolean isEntry(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) || name.endsWith(PART) && name.length() > Checksums.LENGTH;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.from(Instant.now()); // another process has deleted it
        }
    }

    private static byte[] encode(Map<String, byte[]> outputs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(outputs.size());
        for (Map.Entry<String, byte[]> e : outputs.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeInt(e.getValue().length);
            out.write(e.getValue());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Checksums.of(bytes.toByteArray()).getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(bytes.toByteArray());
        return file.toByteArray();
    }

    private static Optional<Map<String, byte[]>> decode(byte[] file) throws IOException {
        int start = Checksums.LENGTH;
        if (file.length < start) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(file, start, file.length);
        byte[] checksum = Checksums.of(content).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(checksum, Arrays.copyOf(file, start))) {
            return Optional.empty();
        }
        Map<String, byte[]> outputs = new TreeMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        for (int left = in.readInt(); left > 0; left--) {
            outputs.put(in.readUTF(), in.readNBytes(in.readInt()));
        }
        return Optional.of(outputs);
    }
}
