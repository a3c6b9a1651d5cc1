package dev.engram.app.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Runs a suite of two cells, one of which uses an optimizer that fails in its tenth step. */
abstract class FaultyPluginRuns {
    static final String TENTH = "if (s.t() == 10 && i == s.from()) { %s } g[i] *= 0.1f;";

    @TempDir
    Path folder;

    Path plugin(String body) throws IOException {
        return PluginBuilder.jar(
                folder.resolve("faulty.jar"),
                "faulty",
                "Faulty",
                PluginBuilder.optimizer("faulty", "Faulty", TENTH.formatted(body)));
    }

    Map<String, Run> runs() {
        return SampleSuites.runs(folder.resolve("results/engram.db"));
    }

    Path suite() {
        return SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.SMALL.replace("optimizer: {sgd: {rate: 0.2}}\n", "")
                        + "compare: {optimizer: [faulty, sgd]}\n");
    }

    void assertOtherRunsFinished() {
        assertEquals("finished", runs().get("small/sgd #1").outcome().word());
        assertEquals("finished", runs().get("small/sgd #2").outcome().word());
    }
}
