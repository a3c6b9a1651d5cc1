package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Calls {@code engram judge} with a small suite. */
abstract class Judgments {
    static final String SUITE = """
        name: tiny
        data: {iris: {test: 0.3}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.01}}
        rule: backprop
        training: {epochs: 3, batch: 16}
        seeds: 2
        measure: [loss, accuracy]
        """;

    @TempDir
    Path folder;

    Path suite;
    Path results;

    @BeforeEach
    void suite() {
        results = folder.resolve("results");
        suite = SampleSuites.write(folder, "tiny.yaml", SUITE);
    }

    CommandResult judge(String baseline, String candidate, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("judge", "--suite", suite, "--baseline", baseline, "--candidate", candidate, "--out", results));
        args.addAll(List.of(more));
        CommandResult result = InProcessCli.run(args.toArray());
        return new CommandResult(result.code(), result.out().replaceAll("\\s+", " "), result.err());
    }

    static void refused(String message, CommandResult result) {
        assertEquals(2, result.code(), result.out() + result.err());
        assertTrue(result.err().contains(message), result.err());
        assertEquals("", result.out());
    }
}
