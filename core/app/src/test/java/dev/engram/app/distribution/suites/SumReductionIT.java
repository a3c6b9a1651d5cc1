package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code reduction: sum}. */
class SumReductionIT {
    private static final String XOR = """
        name: sums
        data: {xor: {coding: binary}}
        network: [{dense: {units: 4, activation: tanh}}, {dense: {units: 1, activation: sigmoid}}]
        loss: binary-cross-entropy
        training: {steps: 20, batch: full}
        lint: {ignore: [one-seed]}
        """;

    @TempDir
    private Path folder;

    @Test
    void theSumOverFourExamplesAtAQuarterOfTheRateEqualsTheMean() {
        Path suite = SampleSuites.write(folder, "s.yaml", XOR + """
            compare:
              - {name: mean, optimizer: {sgd: {rate: 0.5}}}
              - {name: sum, optimizer: {sgd: {rate: 0.125}}, training.reduction: sum}
              - {name: sum-at-the-same-rate, optimizer: {sgd: {rate: 0.5}}, training.reduction: sum}
            """);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("results"));
        assertEquals(0, e.code(), e.err());
        Map<String, String> hashes = SampleSuites.all(folder.resolve("results/engram.db"), r -> r.hash());
        assertEquals(hashes.get("sums/mean #1"), hashes.get("sums/sum #1"));
        Set<String> different = new TreeSet<>(hashes.values());
        assertEquals(2, different.size(), hashes.toString());
        Map<String, String> losses = SampleSuites.all(
                folder.resolve("results/engram.db"), r -> r.measurements().toString());
        assertEquals(losses.get("sums/mean #1"), losses.get("sums/sum #1"));
    }

    @Test
    void aLandscapeHasNoBatchesToSum() {
        Path suite = SampleSuites.write(folder, "s.yaml", """
            name: hill
            landscape: rosenbrock
            optimizer: sgd
            training: {steps: 5, reduction: sum}
            """);
        CommandResult e = InProcessCli.run("check", suite);
        assertEquals(2, e.code());
        assertTrue(
                e.err().contains("s.yaml:4:11 training: a landscape has no batches to sum over; remove reduction"),
                e.err());
    }
}
