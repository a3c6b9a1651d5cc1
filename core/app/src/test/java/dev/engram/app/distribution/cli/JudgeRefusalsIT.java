package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests what {@code engram judge} refuses to judge. */
class JudgeRefusalsIT extends Judgments {
    private static final String PLUGIN = """
        import dev.engram.spi.*;

        /** Gradient descent under another name. */
        @Component("mine")
        public record Mine(@Hyper(value = "0.01", range = "[0,inf)", doc = "learning rate") float rate)
                implements Optimizer.Elementwise {
            @Override
            public void update(Step s) {
                float[] g = s.gradient();
                for (int i = s.from(), to = s.to(); i < to; i++) {
                    g[i] = rate * g[i];
                }
            }
        }
        """;

    /** The size of a page of a store, of which the first tells what the others contain. */
    private static final int PAGE = 4096;

    @Test
    void aJudgmentCannotLeaveItsWorkersAlone() {
        CommandResult detached = judge("sgd", "{sgd: {rate: 0.03}}", "--on", "local", "--detach");
        assertEquals(2, detached.code());
        assertTrue(detached.err().contains("--detach: a judgment decides by its runs"), detached.err());
        assertFalse(Files.exists(results), "nothing is run");
    }

    @Test
    void aCopyOfTheBaselineIsFoundByItsBits() throws Exception {
        Path file = Files.writeString(folder.resolve("Mine.java"), PLUGIN);
        CommandResult same = judge("sgd", file.toString());
        assertEquals(2, same.code(), same.out() + same.err());
        assertEquals("", same.out());
        assertTrue(same.err().contains("equals the baseline"), same.err());
        assertTrue(same.err().contains("bit for bit"), same.err());
        Files.writeString(file, PLUGIN.replace("rate * g[i]", "3 * rate * g[i]"));
        CommandResult better = judge("sgd", file.toString());
        assertEquals(0, better.code(), better.out() + better.err());
        assertTrue(better.out().startsWith("KEEP: 'mine' is better than 'sgd'"), better.out());
    }

    @Test
    void aCandidateThatBreaksItsContractIsNotRun() throws Exception {
        Path file =
                Files.writeString(folder.resolve("Mine.java"), PLUGIN.replace("rate * g[i];", "rate * g[i] + 0.001f;"));
        CommandResult broken = judge("sgd", file.toString());
        assertEquals(2, broken.code(), broken.out() + broken.err());
        assertTrue(broken.err().contains("breaks the contract: "), broken.err());
        assertFalse(Files.exists(results), "nothing is stored");
    }

    @Test
    void wrongInputIsAnsweredClearly() throws Exception {
        refused(
                "--baseline sgdd: there is no cell, optimizer, learning rule or loss called 'sgdd'; did you mean sgd?",
                judge("sgdd", "adam"));
        refused(
                "--candidate adan: there is no cell, optimizer, learning rule or loss called 'adan'",
                judge("sgd", "adan"));
        refused("--candidate optimizer.adam.rat: unknown key", judge("sgd", "{adam: {rat: 1}}"));
        refused(
                "--candidate {sgd: {rate: 0.01}}: it is the baseline: both have the same settings",
                judge("sgd", "{sgd: {rate: 0.01}}"));
        refused(
                "--cell small: no cell of the suite has this name; choose tiny",
                judge("sgd", "adam", "--cell", "small"));
        refused("--metric f1: the suite does not measure 'f1'", judge("sgd", "adam", "--metric", "f1"));
        refused("--margin x: expected a number", judge("sgd", "adam", "--margin", "x"));
        refused("--at-most x: expected an integer", judge("sgd", "adam", "--at-most", "x"));
        refused("--margin -1.0: must be a number above 0", judge("sgd", "adam", "--margin", -1));
        refused("--at-most 0: must be between 1 and", judge("sgd", "adam", "--at-most", 0));
        refused("--candidate None.java: this file does not exist", judge("sgd", "None.java"));
        Path plugin = Files.createFile(folder.resolve("MyOptimizer.java"));
        refused(
                "this file does not exist; did you mean " + plugin + "?",
                judge("sgd", folder.resolve("MyOptimiser.java").toString()));
        assertFalse(Files.exists(results), "nothing is stored");
    }

    /** An exit code of 0, 1 or 3 would be a judgment. */
    @Test
    void aStoreThatCannotBeUsedIsNoJudgment() throws Exception {
        Path store = Files.writeString(Files.createDirectory(results).resolve("engram.db"), "something else");
        refused(store + " is not an Engram store", judge("sgd", "{sgd: {rate: 0.03}}"));
        assertEquals("something else", Files.readString(store));
        Files.delete(store);

        assertEquals(3, judge("sgd", "{sgd: {rate: 0.03}}", "--at-most", 1).code());
        byte[] bytes = Files.readAllBytes(store);
        Arrays.fill(bytes, PAGE, bytes.length, (byte) 0);
        Files.write(store, bytes);
        refused("engram: " + store + " ", judge("sgd", "{sgd: {rate: 0.03}}"));
        CommandResult launched =
                Launcher.run(folder, Map.of(), "judge", "--suite", suite, "--baseline", "sgd", "--candidate", "adam");
        assertEquals(2, launched.code(), launched.out() + launched.err());
    }

    @Test
    void seedsThatChangeNothingAndFoldsAreRefused() {
        suite = SampleSuites.write(folder, "valley.yaml", """
            name: valley
            landscape: {rosenbrock: {}}
            optimizer: {sgd: {rate: 0.0001}}
            training: {steps: 10}
            """);
        CommandResult same = judge("sgd", "{sgd: {rate: 0.0002}}");
        assertEquals(2, same.code(), same.out() + same.err());
        assertTrue(same.err().contains("the seed changes no bit of any run"), same.err());
        suite = SampleSuites.write(
                folder, "folds.yaml", SUITE.replace("test: 0.3", "folds: 3").replace("seeds: 2\n", ""));
        refused("folds.yaml data.folds: the seeds of this suite are folds", judge("sgd", "adam"));
    }
}
