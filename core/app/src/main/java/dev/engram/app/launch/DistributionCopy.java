package dev.engram.app.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of this program in a folder that workers can read, so that only a JDK has to be installed where they run. Its
 * name has a checksum of its files: an Engram that is installed anew gets a copy of its own, and workers that are still
 * running keep theirs.
 */
final class DistributionCopy {
    /** What a worker needs: neither the manual nor the class data archive, which fits one JDK at one place. */
    private static final List<String> FOLDERS = List.of("bin", "lib", "plugins");

    private static final String ARCHIVE = ".jsa";
    private static final int DIGITS = 12;

    private DistributionCopy() {}

    /** Returns the folder of the copy below {@code parent}, and makes the copy if it does not exist. */
    static Path in(Path parent, Path home) throws IOException {
        List<Path> files = files(home);
        Path copy = parent.resolve("engram-" + checksum(home, files));
        if (Files.isDirectory(copy)) {
            return copy;
        }
        Files.createDirectories(parent);
        // A copy becomes visible as a whole, or not at all.
        Path unfinished = Files.createTempDirectory(parent, "engram-copy");
        for (Path file : files) {
            Path target = unfinished.resolve(home.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
        try {
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            if (!Files.isDirectory(copy)) {
                throw e;
            }
            delete(unfinished); // another process was faster
        }
        return copy;
    }

    private static List<Path> files(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> FOLDERS.contains(home.relativize(f).getName(0).toString()))
                    .filter(f -> !f.toString().endsWith(ARCHIVE))
                    .sorted()
                    .toList();
        }
    }

    private static String checksum(Path home, List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(
                        (home.relativize(file) + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }
}
