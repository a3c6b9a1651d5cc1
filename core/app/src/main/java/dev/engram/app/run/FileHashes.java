package dev.engram.app.run;

import dev.engram.spi.IncompatibleException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Checksums of files; each file is read once. */
public final class FileHashes implements Function<Path, String> {
    private final Map<Path, String> hashes = new ConcurrentHashMap<>();

    @Inject
    public FileHashes() {}

    /**
     * Returns the SHA-256 of a file, in hex.
     *
     * @throws IncompatibleException if the file cannot be read
     */
    @Override
    public String apply(Path file) {
        return hashes.computeIfAbsent(file.toAbsolutePath().normalize(), FileHashes::sha256);
    }

    private static String sha256(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IncompatibleException("the file " + file + " cannot be read: it is "
                    + (Files.isDirectory(file) ? "a folder" : "a device, a pipe or a socket, which may never end"));
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new IncompatibleException("the file " + file + " cannot be read: " + FileErrors.reason(e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
