package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every number of a verdict equals the one that a Python program computes from the exported measurements. Skipped
 * where Python or SciPy is missing.
 */
@Tag("python")
class RecomputationIT {
    private static final Path EXPERIMENTS = Path.of("../../experiments").toAbsolutePath();
    private static final Path PROGRAM =
            Path.of("src/test/resources/recompute_verdicts.py").toAbsolutePath();
    /** A rate at which most runs diverge or explode, so that verdicts rest on misses. */
    private static final String DIVERGING = """
        name: diverging
        data: {iris: {test: 0.3, validation: 0}}
        network: [{dense: {units: 6, activation: relu}}, {dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 3, batch: 8}
        seeds: 9
        measure: [accuracy, loss]
        compare: {rule: [backprop, feedback-alignment, output-only], optimizer.sgd.rate: [0.1, 1, 1000]}
        baseline: {rule: backprop}
        """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void pythonHasSciPy(@TempDir Path somewhere) {
        CommandResult found = Launcher.shell(somewhere, Map.of(), "python3 -c 'import numpy, scipy' || echo missing");
        assumeTrue(found.out().isBlank(), "skipped: python3 with NumPy and SciPy is not installed");
    }

    private void assertRecomputed(Path suite, String... sets) throws IOException {
        List<Object> options = new ArrayList<>();
        for (String set : sets) {
            options.addAll(List.of("--set", set));
        }
        options.addAll(List.of("--out", folder, suite));
        run("run", List.of(), options);
        String json = run("compare", List.of("--format", "json"), options);
        Path comparison = Files.writeString(folder.resolve("comparison.json"), json);
        Path measurements = folder.resolve("measurements.csv");
        run("export", List.of("--as", "csv", "--to", measurements), options);
        CommandResult recomputed = Launcher.shell(
                folder,
                Map.of("PROGRAM", PROGRAM.toString()),
                "python3 \"$PROGRAM\" \"" + comparison + "\" \"" + measurements + "\"");
        assertEquals(0, recomputed.code(), recomputed.out() + recomputed.err());
        assertTrue(recomputed.out().contains("numbers recomputed, 0 differ"), recomputed.out());
    }

    private static String run(String command, List<?> first, List<?> options) {
        List<Object> all = new ArrayList<>(List.of(command));
        all.addAll(first);
        all.addAll(options);
        CommandResult result = InProcessCli.run(all.toArray());
        assertEquals(0, result.code(), result.err());
        return result.out();
    }

    @Test
    void theVerdictsOfTheQuickstart() throws IOException {
        assertRecomputed(EXPERIMENTS.resolve("quickstart.yaml"), "training.epochs=2");
    }

    /** The gaps, main effects, interactions and trends of a factorial design. */
    @Test
    void theAnswersOfTheExperimentOnWidth() throws IOException {
        assertRecomputed(
                EXPERIMENTS.resolve("feedback-alignment-and-width.yaml"), "training.epochs=1", "seeds=8", "tune=");
    }

    @Test
    void verdictsInWhichRunsDiverged() throws IOException {
        assertRecomputed(Files.writeString(folder.resolve("diverging.yaml"), DIVERGING));
    }
}
