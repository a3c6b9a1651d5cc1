package dev.engram.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    private Path folder;

    @Test
    void theLastLinesOfALongLogAreReadAndMadeSafeToPrint() throws IOException {
        Path log = folder.resolve("worker-0.out");
        Files.writeString(log, "ä".repeat(20_000) + "\none\n\ntwo\nthree\nfour\nfive\u001b[2J\n");
        assertEquals(List.of("one", "two", "three", "four", "five\\u001b[2J"), LogTail.lines(log));
        assertEquals(1, LogTail.lines(folder.resolve("worker-1.out")).size(), "a missing log is named");
    }

    @Test
    void theLogThatWasWrittenLastIsFoundAmongOtherFiles() throws IOException {
        assertEquals(Optional.empty(), LogTail.latest(folder));
        Path last = Files.createDirectories(folder.resolve("logs")).resolve("4711_2.log");
        int age = 0;
        for (Path file : List.of(folder.resolve("job.sh"), last, folder.resolve("worker-0.out"))) {
            Files.writeString(file, "x");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 - age));
            age += 10_000;
        }
        assertEquals(Optional.of(last), LogTail.latest(folder));
    }
}
