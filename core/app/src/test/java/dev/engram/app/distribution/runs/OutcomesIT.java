package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that diverge or fail. */
class OutcomesIT {
    /** Throws in the tenth step, so that the dry run of the first step passes. Works once a file exists. */
    private static final String FRAGILE =
            "if (s.t() == 10 && i == s.from() && !java.nio.file.Files.exists(java.nio.file.Path.of(\"%s\")))"
                    + " { throw new IllegalStateException(\"too fragile for step 10\"); } g[i] *= rate;";

    @TempDir
    private Path folder;

    @Test
    void divergenceIsAnOutcome() {
        Path suite = SampleSuites.write(folder, "s.yaml", """
            name: steep
            data: sine
            network: [{dense: {units: 8, activation: tanh}}, {dense: {units: 1}}]
            loss: mse
            training: {epochs: 3}
            seeds: 2
            lint: {ignore: [few-seeds, underpowered]}
            compare: {optimizer: [{sgd: {rate: 0.05}}, {sgd: {rate: 1e10}}]}
            """);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("results"));
        assertEquals(0, e.code(), e.err());
        assertTrue(
                e.err()
                        .matches("(?s).*\\[\\d/4] sgd rate=1e10 #1: diverged \\(a parameter was no longer a finite"
                                + " number after step \\d+\\), .*"),
                e.err());
        assertTrue(e.out().contains("! sgd rate=1e10: of 2 seeds, 2 diverged; there is no mean.\n"), e.out());
        Map<String, String> outcomes = SampleSuites.all(
                folder.resolve("results/engram.db"), r -> r.outcome().word());
        assertEquals(
                "{steep/sgd rate=0.05 #1=finished, steep/sgd rate=0.05 #2=finished, steep/sgd rate=1e10 #1=diverged,"
                        + " steep/sgd rate=1e10 #2=diverged}",
                outcomes.toString());
        CommandResult again = InProcessCli.run("run", suite, "--out", folder.resolve("results"));
        assertEquals(new CommandResult(0, e.out(), "4 runs, all already done.\n"), again);
    }

    @Test
    void aComponentThatThrowsFailsItsOwnRunsOnly() throws IOException {
        Path mended = folder.resolve("mended");
        Path plugin = PluginBuilder.jar(
                folder.resolve("fragile.jar"),
                "fragile",
                "Fragile",
                PluginBuilder.optimizer("fragile", "Fragile", FRAGILE.formatted(mended)));
        Path suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.SMALL
                        + "compare: {optimizer: [{sgd: {rate: 0.2}}, fragile]}\n"
                        + "lint: {ignore: [few-seeds, underpowered]}\n");
        Path out = folder.resolve("results");
        CommandResult e = InProcessCli.run("run", suite, "--out", out, "--plugins", plugin);
        assertEquals(1, e.code(), e.err());
        assertTrue(
                e.err()
                        .contains("] fragile #2: failed (IllegalStateException: too fragile for step 10 at"
                                + " stranger.Fragile.update(Fragile.java:"),
                e.err());
        assertFalse(e.err().contains("\tat "), e.err());
        assertTrue(e.out().contains("! fragile: of 2 seeds, 2 failed; there is no mean.\n"), e.out());
        assertTrue(
                Files.readString(out.resolve("engram.log")).contains("\tat stranger.Fragile.update(Fragile.java:"),
                "the log has the whole story");
        Map<String, Run> first = runs(out);
        assertEquals("finished", first.get("small/sgd #1").outcome().word());
        assertEquals("failed", first.get("small/fragile #1").outcome().word());

        Files.createFile(mended);
        CommandResult again = InProcessCli.run("run", suite, "--out", out, "--plugins", plugin);
        assertEquals(0, again.code(), again.err());
        assertTrue(again.err().startsWith("small: 2 cells x 2 seeds, 2 runs (2 more already done) on "), again.err());
        assertEquals("finished", runs(out).get("small/fragile #1").outcome().word());
        assertEquals(
                first.get("small/sgd #1").cost(), runs(out).get("small/sgd #1").cost(), "it was not run again");
    }

    @Test
    void aComponentThatThrowsInTheFirstStepIsFoundByCheck() throws IOException {
        Path plugin = PluginBuilder.jar(
                folder.resolve("broken.jar"),
                "broken",
                "Broken",
                PluginBuilder.optimizer("broken", "Broken", "throw new IllegalStateException(\"broken\");"));
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL + "compare: {optimizer: [sgd, broken]}\n");
        CommandResult e = InProcessCli.run("check", suite, "--plugins", plugin).withFolderAsDir(folder);
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "DIR/s.yaml:1:1 the cell 'broken' cannot be started: IllegalStateException: broken at"
                                + " stranger.Broken.update(Broken.java:16)\n1 problem; nothing was run.\n"),
                e);
    }

    private static Map<String, Run> runs(Path out) {
        return SampleSuites.runs(out.resolve("engram.db"));
    }
}
