package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests time to target, cross-validation and stored predictions. */
class TargetIT {
    @TempDir
    private Path folder;

    private Path store() {
        return folder.resolve("results/engram.db");
    }

    private CommandResult engram(String command, String suite, Object... more) {
        Object[] all = new Object[4 + more.length];
        all[0] = command;
        all[1] = SampleSuites.write(folder, "s.yaml", suite);
        all[2] = "--out";
        all[3] = folder.resolve("results");
        System.arraycopy(more, 0, all, 4, more.length);
        return InProcessCli.run(all);
    }

    private static final String SUITE =
            SampleSuites.PAIR.replace("epochs: 1", "epochs: 6") + "target: {metric: accuracy, at: 0.8}\n";

    @Test
    void anotherTargetUsesTheSameRuns() {
        CommandResult first = engram("run", SUITE, "--explain");
        assertEquals(0, first.code(), first.err());
        assertTrue(
                first.out().contains("\nsteps to accuracy 0.8, against backprop  verdict")
                        && first.out().contains("\nSteps to reach accuracy 0.8 on validation data, against backprop,"),
                first.out());
        CommandResult other = engram("run", SUITE, "--set", "target.at=0.999", "--explain");
        assertTrue(other.err().endsWith("4 runs, all already done.\n"), other.err());
        assertTrue(
                other.out().contains("too few (0/2)")
                        && other.out().contains("Neither output-only nor backprop reaches accuracy 0.999 in any seed."),
                other.out());
    }

    @Test
    void aRunStopsAtTheTargetIfToldTo() {
        CommandResult e = engram("run", SUITE.replace("0.8}", "0.8, stop: true}"));
        assertEquals(0, e.code(), e.err());
        Run run = SampleSuites.runs(store()).get("small/backprop #1");
        assertEquals("stopped early", run.outcome().word());
        assertTrue(run.reason().matches("the target, accuracy 0\\.8, was reached, after step \\d+"), run.reason());
        double last = run.measurements().stream()
                .filter(m -> m.phase().equals("validation") && m.metric().equals("accuracy"))
                .reduce((a, b) -> b)
                .orElseThrow()
                .value();
        assertTrue(last >= 0.8, "at the first evaluation that shows it");
        assertEquals(
                1,
                run.measurements().stream()
                        .filter(m ->
                                m.phase().equals("validation") && m.metric().equals("accuracy") && m.value() >= 0.8)
                        .count());
        assertEquals(0, InProcessCli.run("replay", run.id(), "--store", store()).code());
    }

    @Test
    void aTargetThatTheDataCannotMeasureIsRefused() {
        CommandResult e = engram(
                        "run",
                        SUITE.replace("digits: {test: 0.2}", "xor: {}")
                                .replace("units: 10, activation: softmax", "units: 2, activation: softmax")
                                .replace("0.8}", "0.8, stop: true}"))
                .withFolderAsDir(folder);
        assertEquals(2, e.code(), e.out());
        assertTrue(
                e.err()
                        .contains("target.stop: stopping needs validation data, but here they are the test data;"
                                + " omit stop"),
                e.err());
        CommandResult numbers = engram(
                        "run",
                        SUITE.replace("digits: {test: 0.2}", "sine: {}")
                                .replace("units: 10, activation: softmax", "units: 1")
                                .replace("cross-entropy", "mse")
                                .replace("measure: [accuracy, loss]\n", ""))
                .withFolderAsDir(folder);
        assertEquals(2, numbers.code(), numbers.out());
        assertTrue(
                numbers.err()
                        .contains("target.metric: accuracy is not measured here, because it does not apply to the data;"
                                + " name another metric"),
                numbers.err());
    }

    @Test
    void predictionsAreStoredAndComparedUnlessDisabled() {
        CommandResult with = engram("run", SUITE, "--format", "json");
        assertTrue(with.out().contains("\"mcnemar\"") && with.out().contains("\"only_reference_right\""), with.out());
        List<String> ids =
                SampleSuites.runs(store()).values().stream().map(Run::id).toList();
        try (Store s = Stores.open(store().toString())) {
            Map<String, Integer> counts = s.predictions(ids).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, p -> p.getValue().count()));
            assertEquals(4, counts.size());
            assertTrue(counts.values().stream().allMatch(n -> n == 359), "a fifth of 1797");
            Run run = s.find(ids.get(0)).orElseThrow();
            double accuracy = run.measurements().stream()
                    .filter(m -> m.phase().equals("test") && m.metric().equals("accuracy"))
                    .findFirst()
                    .orElseThrow()
                    .value();
            assertEquals(
                    accuracy,
                    s.predictions(List.of(run.id())).get(run.id()).correct().cardinality() / 359.0,
                    1e-12);
        }
        assertEquals(0, InProcessCli.run("store", "verify", "--store", store()).code());
        CommandResult without =
                engram("run", SUITE.replace("epochs: 6", "epochs: 2") + "predictions: false\n", "--explain");
        assertEquals(0, without.code(), without.err());
        assertTrue(!without.out().contains("McNemar"), without.out());
    }

    @Test
    void foldsAreComparedWithTheCorrectedTTest() {
        CommandResult e = engram(
                "run",
                SampleSuites.PAIR
                        .replace("digits: {test: 0.2}", "iris: {folds: 5}")
                        .replace("units: 10", "units: 3")
                        .replace("seeds: 2\n", ""));
        assertEquals(0, e.code(), e.err());
        assertTrue(e.err().contains("2 cells x 5 seeds, 10 runs"), e.err());
        assertTrue(e.out().contains("(t test over folds, corrected for their shared training data"), e.out());
        try (Store s = Stores.open(store().toString())) {
            List<String> ids = SampleSuites.runs(store()).values().stream()
                    .filter(r -> r.cell().equals("backprop"))
                    .map(Run::id)
                    .toList();
            assertTrue(s.predictions(ids).values().stream().allMatch(p -> p.count() == 30), "150 / 5");
        }
    }
}
