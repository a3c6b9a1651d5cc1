package dev.engram.app.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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

    /** Runs the suite in this JVM. */
    CommandResult run(Path plugin, Object... more) {
        return InProcessCli.run(arguments(folder.resolve("results"), plugin, more));
    }

    /** Runs the suite in a process of its own, since the component may keep it from ending. */
    CommandResult launch(Map<String, String> environment, Path plugin, Object... more) {
        return Launcher.run(folder, environment, arguments(Path.of("results"), plugin, more));
    }

    private Object[] arguments(Path results, Path plugin, Object... more) {
        return Stream.concat(Stream.of("run", suite(), "--out", results, "--plugins", plugin), Stream.of(more))
                .toArray();
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
