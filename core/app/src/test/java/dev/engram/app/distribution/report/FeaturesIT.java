package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.export.WeightFiles;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import dev.engram.engine.weights.format.WeightFormat;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.NpyHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram export --as features}. */
class FeaturesIT {
    private static final String SUITE = """
        name: layers
        data: {digits: {test: 0.3, validation: 0.2, augment: [{shift: {rows: 1, columns: 1}}]}}
        network:
          - {conv: {maps: 3, kernel: 3, activation: relu}}
          - batch-norm
          - {dropout: {rate: 0.5}}
          - max-pool
          - {dense: {units: 10, activation: softmax}}
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 1, batch: 100, keep-weights: last}
        seeds: [1]
        rule: backprop
        measure: [loss, accuracy]
        """;

    /** The rate is so small that the weights stay as they begin. */
    private static final String READ_OUT = """
        name: read-out
        data:
          npy: {inputs: f/layers-seed-1/x.npy, targets: f/layers-seed-1/y.npy,
            test-inputs: [f/layers-seed-1/x_test.npy], test-targets: [f/layers-seed-1/y_test.npy], validation: 0}
        network: [{dense: {units: 10, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 1.0e-30}}
        start: {weights: last.npz}
        training: {steps: 1, batch: 100}
        seeds: [1]
        rule: backprop
        measure: [loss, accuracy]
        """;

    @TempDir
    private Path folder;

    private Path run(String name, String text) {
        Path suite = SampleSuites.write(folder, name, text);
        CommandResult run = InProcessCli.run("run", suite, "--out", folder);
        assertEquals(0, run.code(), run.err());
        return suite;
    }

    private CommandResult export(Path suite, String format, String to, Object... more) {
        List<Object> command =
                new ArrayList<>(List.of("export", suite, "--out", folder, "--as", format, "--to", folder.resolve(to)));
        command.addAll(List.of(more));
        return InProcessCli.run(command.toArray());
    }

    private static NpyHeader header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return NpyHeader.read(in, file);
        }
    }

    /** Returns the numbers measured on the test data at the end. */
    private double[] tested(Path suite) throws IOException {
        assertEquals(0, export(suite, "csv", "m.csv").code());
        return Files.readAllLines(folder.resolve("m.csv")).stream()
                .map(line -> line.split(","))
                .filter(line -> line[6].equals("test"))
                .mapToDouble(line -> Double.parseDouble(line[8]))
                .toArray();
    }

    @Test
    void aReadOutOfTheFeaturesWithTheWeightsOfTheLastLayerIsTheNetwork() throws IOException {
        Path layers = run("layers.yaml", SUITE);
        assertEquals(0, export(layers, "npz", "w").code());
        CommandResult written = export(layers, "features", "f");
        assertEquals(0, written.code(), written.err());
        WeightFile weights = WeightFormat.read(folder.resolve("w/layers-seed-1.npz"));
        List<NamedArray> last = weights.arrays().stream()
                .filter(a -> a.name().startsWith("4."))
                .map(a -> new NamedArray(a.name().replace("4.", "0."), a.shape(), a.values()))
                .toList();
        try (OutputStream out = Files.newOutputStream(folder.resolve("last.npz"))) {
            WeightFormat.NPZ.write(new WeightFile(last, Map.of()), out);
        }
        Path readOut = run("read-out.yaml", READ_OUT);
        double[] expected = tested(layers);
        assertEquals(2, expected.length);
        assertArrayEquals(expected, tested(readOut), 1e-6);
    }

    @Test
    void eachPartHasItsExamplesAndTargetsAndALayerCanBeChosen() throws IOException {
        Path layers = run("layers.yaml", SUITE);
        assertEquals(0, export(layers, "features", "f", "--layer", 1).code());
        Path f = folder.resolve("f/layers-seed-1");
        assertEquals("1006 x 108", header(f.resolve("x.npy")).shown());
        assertEquals("252 x 108", header(f.resolve("x_validation.npy")).shown());
        assertEquals("539 x 108", header(f.resolve("x_test.npy")).shown());
        assertEquals("539", header(f.resolve("y_test.npy")).shown());
        byte[] y = Files.readAllBytes(f.resolve("y.npy"));
        int first = ByteBuffer.wrap(y).order(ByteOrder.LITTLE_ENDIAN).getInt((int)
                header(f.resolve("y.npy")).offset());
        assertTrue(first >= 0 && first < 10, "class " + first);
    }

    @Test
    void aRefusalOfALaterSeedComesBeforeTheFirstFile() {
        run("layers.yaml", SUITE.replace("seeds: [1]", "seeds: [1, 2]"));
        WeightFiles.FileWriter writer = (run, weights, out) -> {
            if (run.seed() == 2) {
                throw new IncompatibleException("seed 2 cannot be written");
            }
            out.write(1);
        };
        try (Store store = Stores.open(folder.resolve("engram.db").toString())) {
            List<Run> runs = store.find(store.ids(""));
            List<CellRuns> cells = List.of(new CellRuns("layers", Map.of(), runs));
            assertEquals(2, runs.size());
            assertThrows(
                    IncompatibleException.class,
                    () -> WeightFiles.write(cells, store, OptionalLong.empty(), ".w", folder.resolve("w"), writer));
        }
        assertFalse(Files.exists(folder.resolve("w")));
    }

    @Test
    void aRunWithoutValidationDataLeavesNoneOfAnEarlierExport() {
        assertEquals(0, export(run("layers.yaml", SUITE), "features", "f").code());
        Path f = folder.resolve("f/layers-seed-1");
        assertTrue(Files.exists(f.resolve("x_validation.npy")));
        Path without = run("layers.yaml", SUITE.replace("validation: 0.2", "validation: 0"));
        assertEquals(0, export(without, "features", "f").code());
        assertTrue(Files.exists(f.resolve("x_test.npy")));
        assertFalse(Files.exists(f.resolve("x_validation.npy")) || Files.exists(f.resolve("y_validation.npy")));
    }

    @Test
    void aLayerThatCannotGiveFeaturesIsRefusedWithTheReason() {
        Path layers = run("layers.yaml", SUITE);
        CommandResult none = export(layers, "features", "f", "--layer", 5);
        assertEquals(2, none.code());
        assertTrue(none.err().contains("there is no layer 5; the network has layers 0 to 4"), none.err());
        CommandResult negative = export(layers, "features", "f", "--layer", -1);
        assertTrue(negative.err().contains("there is no layer -1;"), negative.err());
        CommandResult csv = export(layers, "csv", "c.csv", "--layer", 1);
        assertTrue(csv.err().contains("--layer is for --as features; leave it out"), csv.err());
        Path one = run(
                "one.yaml",
                READ_OUT.replaceAll("(?s)data:.*?network", "data: iris\nnetwork")
                        .replace("start: {weights: last.npz}\n", "")
                        .replace("units: 10", "units: 3")
                        .replace("batch: 100", "batch: 100, keep-weights: last"));
        assertTrue(export(one, "features", "f").err().contains("no layer with weights comes before the last one"));
    }
}
