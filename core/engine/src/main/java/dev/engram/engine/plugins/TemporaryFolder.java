package dev.engram.engine.plugins;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private temporary folder into which zips are unpacked. It is created on first use and deleted on close. Zips are
 * not unpacked in place, because a folder of plugins may be read-only. They are not cached either, because the code
 * that runs must be the code that was checksummed, and checking a cached copy costs as much as unpacking the zip again.
 *
 * <p>A process that was killed leaves its folder behind. Every folder contains a locked file for as long as its process
 * lives, so that the next process can tell and delete such folders.
 */
final class TemporaryFolder implements AutoCloseable {
    static final String PREFIX = "engram-plugins-";
    static final String LOCK = "lock";

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    /** A folder without a lock file is being created, or is older than this. */
    private static final Duration CREATION_TIME = Duration.ofHours(1);

    private final Path parent;
    private Path root;
    private FileChannel lock;
    private int folders;

    TemporaryFolder() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    TemporaryFolder(Path parent) {
        this.parent = parent;
    }

    Path newFolder() throws IOException {
        try {
            if (root == null) {
                deleteLeftOver();
                root = Files.createTempDirectory(parent, PREFIX);
                lock = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                lock.lock();
            }
            return Files.createDirectory(root.resolve(Integer.toString(folders++)));
        } catch (IOException e) {
            throw new IOException(
                    "it cannot be unpacked into the temporary folder " + parent + " (" + ExceptionMessages.of(e)
                            + "); choose another one with -Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    /** Deletes the folders of processes that were killed. What cannot be deleted, such as another user's, stays. */
    private void deleteLeftOver() throws IOException {
        List<Path> all;
        try (Stream<Path> entries = Files.list(parent)) {
            all = entries.filter(p -> p.getFileName().toString().startsWith(PREFIX))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path folder : all) {
            try {
                if (isLeftOver(folder)) {
                    delete(folder);
                }
            } catch (IOException e) {
                LOG.debug("{} cannot be deleted", folder, e);
            }
        }
    }

    private static boolean isLeftOver(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Files.getLastModifiedTime(folder)
                    .toInstant()
                    .isBefore(Instant.now().minus(CREATION_TIME));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false; // opening a pipe, which any user can make in a shared folder, would wait forever
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process has it
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (root != null) {
            if (lock != null) {
                lock.close();
            }
            delete(root);
            root = null;
        }
    }
}
