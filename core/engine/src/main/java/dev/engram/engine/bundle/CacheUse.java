package dev.engram.engine.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use of a {@link FileCache}'s folder by a process. When it begins, and no other process uses the folder, files
 * that no job has used for long are removed: processes that use it share a lock, and removal needs that lock alone. On
 * a file system without locks nothing is removed.
 */
public final class CacheUse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheUse.class);
    private static final String LOCK = "in-use";

    /** The lock file; null if it cannot be locked. */
    private final FileChannel channel;

    private CacheUse(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Begins the use of a folder, which is created if it is needed.
     *
     * @param unused how long files are kept that no job uses
     */
    public static CacheUse begin(Path folder, Duration unused) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try (FileLock alone = channel.tryLock()) {
                if (alone != null) {
                    removeUnused(folder, Instant.now().minus(unused));
                }
            }
            channel.lock(0, Long.MAX_VALUE, true);
            return new CacheUse(channel);
        } catch (IOException | OverlappingFileLockException e) {
            LOG.debug("unused files in {} are not removed", folder, e);
            close(channel);
            return new CacheUse(null);
        }
    }

    private static void removeUnused(Path folder, Instant before) throws IOException {
        for (String kind : FileCache.FOLDERS) {
            Path entries = folder.resolve(kind);
            if (Files.isDirectory(entries)) {
                for (Path entry : list(entries)) {
                    if (Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
                        remove(entry);
                    }
                }
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void remove(Path entry) throws IOException {
        try (Stream<Path> all = Files.walk(entry)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        }
        LOG.info("removed {}, which no job has used for long", entry);
    }

    /** Notes that an entry of a folder is used now. */
    static void mark(Path entry) {
        try {
            Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.debug("the use of {} cannot be noted", entry, e); // it belongs to another user
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("a lock could not be closed", e); // it ends with the process
        }
    }
}
