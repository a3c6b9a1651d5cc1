package dev.engram.app.run;

import dev.engram.engine.config.ContentHashes;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpec.Descent;
import dev.engram.spi.Dataset;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checksums of files and folders; each file is read once. */
public final class FileHashes implements ContentHashes {
    private final Map<Path, String> hashes = new ConcurrentHashMap<>();
    private final Map<Dataset, String> identities = new ConcurrentHashMap<>();
    private final Function<Path, String> hash;

    public FileHashes() {
        this(FileHashes::sha256);
    }

    private FileHashes(Function<Path, String> hash) {
        this.hash = hash;
    }

    /**
     * For a command that neither makes, finds nor shows runs: identities of runs are equal or different as always, but
     * contain names of large files in place of their checksums.
     */
    public static FileHashes namingLargeFiles() {
        return new FileHashes(new ContentNames(FileHashes::sha256)::of);
    }

    /**
     * Returns the SHA-256 of a file, in hex, or the name that stands for it.
     *
     * @throws IncompatibleException if the file cannot be read
     */
    @Override
    public String apply(Path file) {
        return hashes.computeIfAbsent(file.toAbsolutePath().normalize(), hash);
    }

    @Override
    public String identity(Dataset dataset) {
        return identities.computeIfAbsent(dataset, Dataset::identity);
    }

    /**
     * Returns the checksums for the identity of a run. A landscape may also read a folder: its checksum is that of the
     * names and checksums of all files in it.
     */
    public Function<Path, String> of(RunSpec run) {
        return run.task() instanceof Descent ? p -> Files.isDirectory(p) ? ofFolder(p) : apply(p) : this;
    }

    private String ofFolder(Path folder) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(p -> name(folder, p)))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new IncompatibleException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
        StringBuilder list = new StringBuilder();
        files.forEach(
                f -> list.append(name(folder, f)).append('\n').append(apply(f)).append('\n'));
        return HexFormat.of().formatHex(digest().digest(list.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the path inside the folder, the same on all systems. */
    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String sha256(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IncompatibleException("the file " + file + " cannot be read: it is "
                    + (Files.isDirectory(file) ? "a folder" : "a device, a pipe or a socket, which may never end"));
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new IncompatibleException("the file " + file + " cannot be read: " + FileErrors.reason(e), e);
        }
    }
}
