package dev.engram.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class YamlTwinTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aProgramFindsAllRunsOfItsYamlTwinAndTheSameComparison(TwinSuites twin) throws Exception {
        Path file = Files.writeString(folder.resolve("suite.yaml"), twin.yaml());
        Path store = folder.resolve("runs.db");
        Results written = Engram.suite(file).store(store).run();
        Results programmed = twin.suite()
                .store(store)
                .onRun(run -> {
                    throw new AssertionError("made again: " + run);
                })
                .run();
        assertFalse(written.cells().isEmpty());
        assertEquals(written, programmed);
    }
}
