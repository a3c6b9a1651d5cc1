package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of plugins, and assertions about its problems. */
abstract class PluginProblemChecks {
    @TempDir
    Path temp;

    Path work;
    Path plugins;

    @BeforeEach
    void makeFolders() throws Exception {
        work = Files.createDirectory(temp.resolve("work"));
        plugins = Files.createDirectory(temp.resolve("plugins"));
    }

    List<PluginProblem> problems(Path... roots) {
        return assertThrows(PluginException.class, () -> Plugins.load(Arrays.asList(roots), List.of()))
                .problems();
    }

    /** Asserts that the folder has exactly one problem, which concerns {@code file} and contains all these words. */
    void assertProblem(Path file, String... words) {
        List<PluginProblem> problems = problems(plugins);
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(file.toString(), problems.get(0).file());
        for (String w : words) {
            assertTrue(problems.get(0).message().contains(w), problems.get(0).message() + " does not contain: " + w);
        }
        assertFalse(
                problems.get(0).message().contains("Exception"), problems.get(0).message());
    }

    PluginFile flat(String id) {
        return PluginFile.withSchedule(work, id, "Flat", "flat");
    }
}
