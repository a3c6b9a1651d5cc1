package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.Launcher;
import dev.engram.app.execution.CheckpointFingerprint;
import dev.engram.app.run.PluginRoots;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.RunListener;
import dev.engram.engine.train.Runner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is interrupted repeatedly and resumes from its last checkpoint equals an uninterrupted run. */
class ResumeIT {
    private static final Map<String, String> PROVENANCE =
            Map.of("engram", "1", "plugin optimizers", "1 sha256 cafe", "cpu", "one");
    private static final long SEED = 3;

    private static Plugins plugins;
    private static SuiteReader reader;
    private static Runner runner;

    @BeforeAll
    static void load() {
        plugins = PluginRoots.load(Launcher.HOME, List.of());
        reader = new SuiteReader(plugins.catalog());
        runner = new Runner(new DataCache());
    }

    @AfterAll
    static void close() {
        plugins.close();
    }

    /** Keeps a checkpoint after a number of steps, then interrupts the run. */
    private static final class Interruption implements RunListener {
        private final byte[] from;
        private final int after;
        private final Map<String, String> provenance;
        private int asked;
        private boolean refused;
        private byte[] kept;

        Interruption(byte[] from, int after) {
            this(from, after, PROVENANCE);
        }

        Interruption(byte[] from, int after, Map<String, String> provenance) {
            this.from = from;
            this.after = after;
            this.provenance = provenance;
        }

        @Override
        public String checkpointFingerprint() {
            return new CheckpointFingerprint(provenance).of("id");
        }

        @Override
        public void onProgress(long step, long total) {
            assertTrue(step <= total);
        }

        @Override
        public boolean checkpointDue() {
            return ++asked == after;
        }

        @Override
        public void saveCheckpoint(Supplier<byte[]> checkpoint) {
            kept = checkpoint.get();
        }

        @Override
        public boolean isCancelled() {
            return kept != null;
        }

        @Override
        public Optional<byte[]> storedCheckpoint() {
            return Optional.ofNullable(from);
        }

        @Override
        public void onCheckpointRefused() {
            refused = true;
        }
    }

    private static RunResult uninterrupted(RunSpec spec) {
        return timeless(runner.run(spec.resolve(SEED), (step, total) -> {}));
    }

    /** Interrupts a run after every {@code steps} steps, and checks the number of interruptions. */
    private static RunResult interrupted(RunSpec spec, int steps, int times) {
        byte[] kept = null;
        for (int i = 0; i < times; i++) {
            Interruption interruption = new Interruption(kept, steps);
            assertThrows(RunListener.RunCancelledException.class, () -> runner.run(spec.resolve(SEED), interruption));
            kept = interruption.kept;
        }
        return timeless(runner.run(spec.resolve(SEED), new Interruption(kept, Integer.MAX_VALUE)));
    }

    private static RunResult timeless(RunResult r) {
        Cost c = r.cost();
        return r.withCost(new Cost(c.steps(), c.examples(), 0, c.multiplyAdds(), c.stateBytes()));
    }

    /** Uses the golden suites, which contain every rule and every optimizer. */
    @ParameterizedTest
    @ValueSource(strings = {"basics", "rules", "optimizers"})
    void everyRuleAndEveryOptimizerResumes(String suite) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Suite.Cell cell : reader.read(BitReproducibilityIT.SUITES.resolve(suite + ".yaml"), List.of())
                .cells()) {
            RunResult whole = uninterrupted(cell.spec());
            // With a batch of 29 an epoch has 50 steps: a long run is interrupted in the middle of both of its epochs.
            int times = (int) Math.min(2, (whole.cost().steps() - 2) / 33);
            if (!whole.equals(interrupted(cell.spec(), 33, times))) {
                wrong.add(cell.name());
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Covers what has state: early stopping, the best parameters, slots instead of parameters, and diagnostics. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer: {momentum: {rate: 0.05}}\n"
                        + "training: {epochs: 12, batch: 16, patience: 3, keep: best}\n"
                        + "measure: [loss, accuracy]",
                "optimizer: {momentum: {rate: 0.05}}\n"
                        + "training: {epochs: 12, batch: 16, evaluate: 3}\n"
                        + "measure: [alignment, loss]",
                "optimizer: {adam: {rate: 0.01}}\n"
                        + "training: {epochs: 12, batch: 16, order: shuffled}\n"
                        + "measure: [accuracy]"
            })
    void theStateOfTheTrainingIsResumed(String rest) throws Exception {
        RunSpec spec = reader.readRun(
                "data: {iris: {validation: 0.2}}\n"
                        + "network: [{dense: {units: 9, activation: tanh}}, {dense: {units: 3, activation: softmax}}]\n"
                        + "loss: cross-entropy\n"
                        + "rule: feedback-alignment\n" + rest + "\n",
                "the spec");
        for (int steps : new int[] {1, 5, 6, 7, 17}) { // in the middle, at the end and at the start of an epoch
            assertEquals(uninterrupted(spec), interrupted(spec, steps, 2), "interrupted after " + steps);
        }
    }

    @Test
    void aRunContinuesWithAnotherNumberOfThreads() throws Exception {
        RunSpec spec = reader.readRun(
                "data: digits\n"
                        + "network: [{dense: {units: 640, activation: relu}},"
                        + " {dense: {units: 10, activation: softmax}}]\n"
                        + "loss: cross-entropy\n"
                        + "optimizer: {adam: {rate: 0.001}}\n"
                        + "training: {steps: 9, batch: 128}\n",
                "the spec");
        Interruption first = new Interruption(null, 4);
        Interruption second = new Interruption(null, Integer.MAX_VALUE);
        try (ThreadTeam three = new ThreadTeam(3, "test-")) {
            assertThrows(RunListener.RunCancelledException.class, () -> runner.run(spec.resolve(SEED), first, three));
        }
        try (ThreadTeam two = new ThreadTeam(2, "test-")) {
            assertEquals(
                    uninterrupted(spec),
                    timeless(runner.run(spec.resolve(SEED), new Interruption(first.kept, Integer.MAX_VALUE), two)));
            assertEquals(uninterrupted(spec), timeless(runner.run(spec.resolve(SEED), second, two)));
        }
    }

    @Test
    void aLandscapeResumes() throws Exception {
        RunSpec spec = reader.readRun(
                "landscape: rosenbrock\noptimizer: {adam: {rate: 0.01}}\ntraining: {steps: 900}\n", "the spec");
        assertEquals(uninterrupted(spec), interrupted(spec, 123, 3));
    }

    @Test
    void aCheckpointOfOtherPluginsIsRefusedAndOneOfAnotherMachineIsUsed() throws Exception {
        RunSpec spec = reader.readRun(
                "landscape: rosenbrock\noptimizer: {adam: {rate: 0.01}}\ntraining: {steps: 300}\n", "the spec");
        Interruption first = new Interruption(null, 200);
        assertThrows(RunListener.RunCancelledException.class, () -> runner.run(spec.resolve(SEED), first));
        assertEquals(
                100,
                stepsLeft(spec, first.kept, Map.of("engram", "1", "plugin optimizers", "1 sha256 cafe", "cpu", "two")));
        assertEquals(
                300,
                stepsLeft(spec, first.kept, Map.of("engram", "1", "plugin optimizers", "1 sha256 f00d", "cpu", "one")));
        assertEquals(300, stepsLeft(spec, Arrays.copyOf(first.kept, first.kept.length - 9), PROVENANCE), "a torn one");
    }

    private static long stepsLeft(RunSpec spec, byte[] checkpoint, Map<String, String> provenance) {
        Interruption counting = new Interruption(checkpoint, Integer.MAX_VALUE, provenance);
        runner.run(spec.resolve(SEED), counting);
        int steps = counting.asked + 1; // the last step is not followed by a request
        assertEquals(steps == 300, counting.refused, "a checkpoint that is not used is reported");
        return steps;
    }
}
