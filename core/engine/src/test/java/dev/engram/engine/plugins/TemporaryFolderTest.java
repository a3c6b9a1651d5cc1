package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path parent;

    private Path leftOver(String name) throws IOException {
        Path folder = Files.createDirectories(
                parent.resolve(TemporaryFolder.PREFIX + name).resolve("0/classes"));
        Files.writeString(folder.resolve("A.class"), "a");
        return parent.resolve(TemporaryFolder.PREFIX + name);
    }

    private long folders() throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.count();
        }
    }

    @Test
    void theFolderOfAKilledProcessIsDeletedAtTheNextStart() throws Exception {
        Path killed = leftOver("killed");
        Files.createFile(killed.resolve(TemporaryFolder.LOCK));
        try (TemporaryFolder folder = new TemporaryFolder(parent)) {
            folder.newFolder();
            assertFalse(Files.exists(killed));
        }
        assertEquals(0, folders(), "closing deletes the folder");
    }

    @Test
    void theFolderOfALivingProcessAndFoldersOfOthersStay() throws Exception {
        Path other = Files.createDirectory(parent.resolve("other"));
        Path starting = leftOver("starting");
        Path old = leftOver("old");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        try (TemporaryFolder living = new TemporaryFolder(parent);
                TemporaryFolder next = new TemporaryFolder(parent)) {
            Path used = living.newFolder();
            next.newFolder();
            assertTrue(Files.exists(used), "its process lives");
            assertTrue(Files.exists(other), "it has another name");
            assertTrue(Files.exists(starting), "its lock may not exist yet");
            assertFalse(Files.exists(old), "it has had no lock for an hour");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no named pipes among its files
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeInPlaceOfALockIsNotOpened() throws Exception {
        Path pipe = leftOver("pipe").resolve(TemporaryFolder.LOCK);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        try (TemporaryFolder folder = new TemporaryFolder(parent)) {
            assertTrue(Files.exists(folder.newFolder()));
        }
    }
}
