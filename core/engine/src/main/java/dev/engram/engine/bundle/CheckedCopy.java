package dev.engram.engine.bundle;

import dev.engram.spi.IncompatibleException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Copies of files that are checked against a checksum, and appear at once. */
final class CheckedCopy {
    private static final int BUFFER = 1 << 16;

    private CheckedCopy() {}

    /** Writes the contents of a file. */
    interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file. Several processes may write the same file at the same time.
     *
     * @throws IOException if the contents do not have the checksum; then there is no file
     */
    static void to(Path target, String sha256, Contents contents) throws IOException {
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(UUID.randomUUID() + ".part");
        try {
            MessageDigest digest = sha256();
            try (OutputStream out =
                    new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(part), digest), BUFFER)) {
                contents.writeTo(out);
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new IOException("the file with the SHA-256 " + sha256 + " arrived with the SHA-256 " + found
                        + ": it was damaged on the way");
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Copies a file of the user, which may have changed.
     *
     * @throws IncompatibleException if it no longer has the checksum
     */
    static void copyUnchanged(Path file, String sha256, OutputStream out) throws IOException {
        String found = checksum(file, out);
        if (!found.equals(sha256)) {
            throw changed(file.toString(), sha256, found);
        }
    }

    static IncompatibleException changed(String file, String before, String now) {
        return new IncompatibleException("the file " + file + " has changed since the suite was submitted: its SHA-256"
                + " was " + before + ", and is " + now + "; restore it, or run 'engram run' again to plan with its"
                + " present contents");
    }

    /** Returns the checksum of a file, whose contents are copied. */
    static String checksum(Path file, OutputStream out) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(out);
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
