package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram slice}. */
class SliceIT {
    private static final String SUITE = """
        name: lines
        data: {iris: {test: 0.25}}
        network: [{dense: {units: 4, activation: tanh}}, {dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 5, batch: 8, keep-weights: every}
        seeds: 2
        compare:
          - {name: plain}
          - {name: adam, optimizer: {adam: {rate: 0.01}}}
          - {name: wide, network: [{dense: {units: 5, activation: tanh}}, {dense: {units: 3, activation: softmax}}]}
          - {name: relu, network: [{dense: {units: 4, activation: relu}}, {dense: {units: 3, activation: softmax}}]}
          - {name: noisy, data: {iris: {test: 0.25, label-noise: 0.1}}}
          - {name: other-loss, loss: mse}
          - {name: settling, rule: {equilibrium-propagation: {}}}
        """;

    @TempDir
    private static Path folder;

    private static String runs;

    @BeforeAll
    static void run() throws IOException {
        Path suite = SampleSuites.write(folder, "s.yaml", SUITE);
        CommandResult made = command("run", suite.toString());
        assertEquals(0, made.code(), made.err());
        runs = command("store", "list", "lines").out();
        assertEquals(runs, command("store", "list", suite.toString()).out(), "a suite is found by its file as well");
    }

    private static CommandResult command(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--out", folder.resolve("results").toString()));
        return InProcessCli.run(all.toArray());
    }

    private static String id(String cell, int seed) {
        Matcher id = Pattern.compile("([0-9a-f]{32})  " + cell + " #" + seed).matcher(runs);
        assertTrue(id.find(), runs);
        return id.group(1);
    }

    private static CommandResult slice(String cell, int seed, String... options) {
        List<String> all = new ArrayList<>(List.of("slice", id("plain", 1), id(cell, seed)));
        all.addAll(Arrays.asList(options));
        return command(all.toArray(String[]::new));
    }

    @Test
    void twoStoredRunsGiveATableCsvAndJson() throws IOException {
        CommandResult table = slice("adam", 1, "--points", "5");
        assertEquals(0, table.code(), table.err());
        assertTrue(table.out().contains("t = 0  " + id("plain", 1) + " (plain, seed 1, step 65)"), table.out());
        assertTrue(table.out().contains("The training loss has "), table.out());
        assertFalse(table.out().contains("training examples of the second run"), "a seed has one division");
        assertEquals("", table.err());
        Path file = folder.resolve("slice.csv");
        CommandResult csv = slice("adam", 1, "--points", "5", "--format", "csv", "--to", file.toString());
        assertEquals("", csv.out());
        List<String> rows = Files.readAllLines(file);
        assertEquals("t,training.loss,validation.loss,training.accuracy,validation.accuracy", rows.get(0));
        assertEquals(
                List.of("-0.5", "0", "0.5", "1", "1.5"),
                rows.stream().skip(1).map(r -> r.split(",")[0]).toList());
        String json = slice("adam", 1, "--points", "5", "--format", "json").out();
        Matcher recorded =
                Pattern.compile("\"recorded_validation_loss\" : ([0-9.E-]+)").matcher(json);
        for (int end = 2; end <= 4; end += 2) {
            assertTrue(recorded.find());
            assertEquals(recorded.group(1), rows.get(end).split(",")[2], "the bits of the loss that the run recorded");
        }
        String atStart = command(
                        "slice",
                        id("plain", 1) + "@0",
                        id("plain", 1),
                        "--points",
                        "2",
                        "--format",
                        "csv",
                        "--first",
                        "0",
                        "--last",
                        "1")
                .out();
        assertEquals(3, atStart.lines().count(), atStart);
    }

    @Test
    void whatDiffersBetweenTheRunsIsSaid() {
        String seed = slice("plain", 2).out();
        assertTrue(seed.contains("were training examples of the second run"), seed);
        String loss = slice("other-loss", 1).out();
        assertTrue(
                loss.contains("The loss is cross-entropy, that of the first run; the second one was trained with mse"),
                loss);
    }

    @Test
    void runsWithoutALineAreRefusedWithTheReason() {
        assertRefused("0.weight has the shape 4 x 4 in the first run and 5 x 4 in the second one", slice("wide", 1));
        assertRefused(
                "their data differ, data.iris.label-noise is its default in the first run and 0.1", slice("noisy", 1));
        assertRefused("network.0.dense.activation is tanh in the first run and relu", slice("relu", 1));
        assertRefused("equilibrium-propagation makes its own predictions", slice("settling", 1));
        assertRefused(
                "no weights were kept after step 1, but after 0, 26, 52, 65; choose one",
                command("slice", id("plain", 1) + "@1", id("plain", 2)));
        assertRefused(
                "expected the number of a step after @", command("slice", id("plain", 1) + "@last", id("plain", 2)));
    }

    @Test
    void allMistakesAreReportedBeforeAnythingIsComputed() {
        CommandResult wrong = command(
                "slice",
                id("plain", 1) + "@1",
                "zz",
                "--first",
                "0.5",
                "--last",
                "NaN",
                "--points",
                "1",
                "--examples",
                "0",
                "--to",
                folder.resolve("missing/slice.csv").toString());
        for (String message : List.of(
                "the first t has to be between -10 and 0; found 0.5",
                "the last t has to be between 1 and 11; found NaN",
                "the number of points has to be between 2 and 1000; found 1",
                "--examples has to be at least 1; found 0",
                "slice.csv cannot be written (there is no folder " + folder.resolve("missing") + ")",
                "run " + id("plain", 1) + ": no weights were kept after step 1",
                "no run whose id begins with 'zz'")) {
            assertRefused(message, wrong);
        }
        assertRefused("7 problems; nothing was run.", wrong);
    }

    @Test
    void aNumberThatDoesNotExistIsLeftOut() throws IOException {
        String normalized = SUITE.substring(0, SUITE.indexOf("  - {name: wide"))
                .replace("name: lines", "name: normalized")
                .replace("test: 0.25", "test: 0.25, validation: 0")
                .replace("}, {dense: {units: 3", "}, batch-norm, {dense: {units: 3")
                .replace("seeds: 2", "seeds: 1");
        Path suite = SampleSuites.write(folder, "n.yaml", normalized);
        assertEquals(0, command("run", suite.toString()).code());
        List<String> ids = command("store", "list", "normalized")
                .out()
                .lines()
                .map(l -> l.split(" ")[0])
                .toList();
        CommandResult table = command("slice", ids.get(0), ids.get(1), "--points", "2");
        assertEquals(0, table.code(), table.err());
        assertTrue(table.out().contains("from 200 training batches.\n"), table.out());
        assertFalse(table.out().contains("validation"), table.out());
        CommandResult report = command("report", suite.toString());
        assertEquals(0, report.code(), report.err());
    }

    @Test
    void theReportSaysWhatIsSpecialAboutLinesOfOneSeed() throws IOException {
        CommandResult report = command("report", folder.resolve("s.yaml").toString());
        assertEquals(0, report.code(), report.err());
        String page = Files.readString(folder.resolve("results/lines.html"));
        assertTrue(
                page.contains("The line from plain to other-loss: The loss is cross-entropy, that of the first run"));
    }

    private static void assertRefused(String message, CommandResult result) {
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains(message), result.err());
    }
}
