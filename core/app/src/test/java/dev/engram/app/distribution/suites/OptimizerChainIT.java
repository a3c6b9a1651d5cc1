package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests chains, which suites write as a list of optimizers. */
class OptimizerChainIT {
    @TempDir
    private Path folder;

    /** Returns the hashes of the runs of a comparison, by cell and seed. */
    private Map<String, String> hashes(String optimizer, String compare) {
        Path suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.SMALL.replace("{sgd: {rate: 0.2}}", optimizer).replace("epochs: 1", "steps: 9")
                        + "compare: " + compare + "\n");
        Path out = folder.resolve("results");
        CommandResult e = InProcessCli.run("run", suite, "--out", out);
        assertEquals(0, e.code(), e.err());
        return SampleSuites.hashes(out.resolve("engram.db")).entrySet().stream()
                .collect(Collectors.toMap(h -> h.getKey().substring("small/".length()), Map.Entry::getValue));
    }

    @Test
    void aListIsAChainOfItsElements() {
        Path suite = SampleSuites.write(
                folder,
                "same.yaml",
                SampleSuites.SMALL + "compare: {optimizer: [[clip-by-global-norm, adam],"
                        + " {chain: {links: [clip-by-global-norm, adam]}}]}\n");
        CommandResult e = InProcessCli.run("check", suite);
        assertEquals(2, e.code());
        assertTrue(e.err().contains("in every setting; remove one"), e.err());
    }

    @Test
    void orderMattersAndAChainOfOneEqualsItsElement() {
        String clip = "{clip-by-global-norm: {norm: 0.05}}";
        Map<String, String> h = hashes(
                "sgd",
                "{variants: [{name: list, optimizer: [" + clip + ", {adam: {rate: 0.01}}]},"
                        + " {name: other way round, optimizer: [{adam: {rate: 0.01}}, " + clip + "]},"
                        + " {name: one, optimizer: [adam]}, {name: alone, optimizer: adam}]}");
        for (int seed = 1; seed <= 2; seed++) {
            assertEquals(h.get("alone #" + seed), h.get("one #" + seed));
            assertNotEquals(h.get("list #" + seed), h.get("other way round #" + seed));
        }
    }

    @Test
    void axesReachIntoChainsAndSchedules() {
        Map<String, String> h = hashes(
                "[clip-by-global-norm, {adam: {rate: {cosine: {start: 0.01}}}}]",
                "{optimizer.1.adam.rate: [0.01, {cosine: {start: 0.01}}], optimizer.0.clip-by-global-norm.norm: [0.1,"
                        + " 1]}");
        assertEquals(8, h.size());
        assertEquals(8, h.values().stream().distinct().count(), h.toString());
    }

    @Test
    void problemsInAChainAreReportedWithTheirPlace() {
        Path suite = SampleSuites.write(
                folder,
                "bad.yaml",
                SampleSuites.SMALL.replace("{sgd: {rate: 0.2}}", "[{adm: {rate: 0.1}}, {weight-decay: {decay: -1}}]"));
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("results"));
        assertEquals(2, e.code());
        assertTrue(e.err().contains("optimizer.0: there is no optimizer called 'adm'; did you mean adam?"), e.err());
        assertTrue(e.err().contains("optimizer.1.weight-decay.decay: -1 is outside [0,inf)"), e.err());
    }

    @Test
    void aChainHasTheRequirementsOfItsElements() {
        Path suite = SampleSuites.write(
                folder, "part.yaml", SampleSuites.SMALL.replace("{sgd: {rate: 0.2}}", "[rprop, weight-decay]"));
        CommandResult e = InProcessCli.run("check", suite);
        assertEquals(2, e.code());
        assertTrue(
                e.err().contains("chain needs the whole training set in every batch (training.batch: full)"), e.err());
    }
}
