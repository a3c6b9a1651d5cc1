package dev.engram.engine.plugins;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A private temporary folder into which zips are unpacked. It is created on first use and deleted on close. Zips are
 * not unpacked in place, because a folder of plugins may be read-only. They are not cached either, because the code
 * that runs must be the code that was checksummed, and checking a cached copy costs as much as unpacking the zip again.
 */
final class TemporaryFolder implements AutoCloseable {
    private Path root;
    private int folders;

    Path newFolder() throws IOException {
        try {
            if (root == null) {
                root = Files.createTempDirectory("engram-plugins-");
            }
            return Files.createDirectory(root.resolve(Integer.toString(folders++)));
        } catch (IOException e) {
            throw new IOException(
                    "it cannot be unpacked into the temporary folder " + System.getProperty("java.io.tmpdir") + " ("
                            + ExceptionMessages.of(e) + "); choose another one with -Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        if (root != null) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
            root = null;
        }
    }
}
