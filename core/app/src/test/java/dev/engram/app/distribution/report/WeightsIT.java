package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import dev.engram.engine.weights.format.WeightFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests weights on their way out of a store and into another run. */
class WeightsIT {
    @TempDir
    private Path folder;

    private Path suite;

    @BeforeEach
    void run() {
        suite = SampleSuites.write(
                folder, "s.yaml", SampleSuites.PAIR.replace("batch: 32", "batch: 32, keep-weights: every"));
        assertEquals(0, command("run", suite.toString()).code());
    }

    private CommandResult command(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--out", folder.resolve("results").toString()));
        return InProcessCli.run(all.toArray());
    }

    private Path export(String... options) {
        List<String> all = new ArrayList<>(List.of("export", suite.toString()));
        all.addAll(Arrays.asList(options));
        CommandResult e = command(all.toArray(String[]::new));
        assertEquals(0, e.code(), e.err());
        return Path.of(e.out().strip());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileForEachRunIsWrittenAndIsTheSameEachTime() throws IOException {
        Path written = export("--as", "safetensors");
        assertEquals(
                List.of(
                        "backprop-seed-1.safetensors",
                        "backprop-seed-2.safetensors",
                        "output-only-seed-1.safetensors",
                        "output-only-seed-2.safetensors"),
                names(written));
        byte[] first = Files.readAllBytes(written.resolve("backprop-seed-1.safetensors"));
        export("--as", "safetensors");
        assertArrayEquals(first, Files.readAllBytes(written.resolve("backprop-seed-1.safetensors")));
        WeightFile file = WeightFormat.read(written.resolve("backprop-seed-1.safetensors"));
        assertEquals(List.of("0.weight", "0.bias", "1.weight", "1.bias"), file.names());
        assertEquals("backprop", file.metadata().get("engram.cell"));
        assertTrue(
                file.metadata().get("engram.run").matches("[0-9a-f]{32}"),
                file.metadata().toString());
        Path npz = export("--as", "npz", "--cell", "backprop", "--seed", "1");
        assertEquals(List.of("backprop-seed-1.npz"), names(npz));
        assertEquals(
                file.arrays(),
                WeightFormat.read(npz.resolve("backprop-seed-1.npz")).arrays());
        assertEquals(
                List.of("output-only-seed-2-step-0.npz"),
                names(export(
                        "--as",
                        "npz",
                        "--cell",
                        "output-only",
                        "--seed",
                        "2",
                        "--step",
                        "0",
                        "--to",
                        folder.resolve("first").toString())));
    }

    @Test
    void anOnnxModelOfEachRunIsWritten() throws IOException {
        Path models = export("--as", "onnx", "--seed", "2");
        assertEquals(List.of("backprop-seed-2.onnx", "output-only-seed-2.onnx"), names(models));
        String bytes = Files.readString(models.resolve("backprop-seed-2.onnx"), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("Gemm") || bytes.contains("MatMul"), "the operator of a dense layer");
        assertTrue(bytes.contains("engram.seed"), "the metadata of the run");
    }

    @Test
    void whatCannotBeExportedIsSaid() {
        CommandResult none = command("export", suite.toString(), "--as", "npz", "--set", "training.keep-weights=none");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("has no run of"), none.err());
        assertEquals(
                0,
                command("run", suite.toString(), "--set", "training.keep-weights=none")
                        .code());
        CommandResult without =
                command("export", suite.toString(), "--as", "npz", "--set", "training.keep-weights=none");
        assertEquals(2, without.code());
        assertTrue(
                without.err().contains("set training.keep-weights: last in the suite and run it again"), without.err());
        assertError(
                "--cell: the suite has no cell 'backprob'; did you mean backprop?",
                "--as",
                "npz",
                "--cell",
                "backprob");
        assertError("--seed: no run with seed 7 is stored; choose one of 1, 2\n", "--as", "npz", "--seed", "7");
        assertError("no weights were kept after step 1, but after 0, ", "--as", "npz", "--step", "1");
        assertError("--cell, --seed and --step are for --as safetensors", "--as", "csv", "--seed", "1");
    }

    @Test
    void aRunBeginsWithTheWeightsOfAFileWhoseContentsCount() throws IOException {
        Path weights = export("--as", "npz", "--cell", "backprop", "--seed", "1");
        Files.copy(weights.resolve("backprop-seed-1.npz"), folder.resolve("w.npz"));
        Path from = SampleSuites.write(
                folder,
                "from.yaml",
                SampleSuites.SMALL.replace("batch: 32", "batch: 32, keep-weights: every}\nstart: {weights: w.npz"));
        CommandResult made = command("run", from.toString());
        assertEquals(0, made.code(), made.err());
        Path kept = folder.resolve("kept");
        assertEquals(
                0,
                command("export", from.toString(), "--as", "npz", "--step", "0", "--to", kept.toString())
                        .code());
        for (String name : names(kept)) {
            assertEquals(
                    WeightFormat.read(folder.resolve("w.npz")).arrays(),
                    WeightFormat.read(kept.resolve(name)).arrays(),
                    name);
        }
        String before = command("run", from.toString(), "--dry-run").out();
        assertTrue(before.contains("2 already done, 0 to run"), before);
        Files.copy(weights.resolve("backprop-seed-1.npz"), folder.resolve("moved.npz"));
        Files.writeString(from, Files.readString(from).replace("w.npz", "moved.npz"));
        assertTrue(command("run", from.toString(), "--dry-run").out().contains("0 to run"), "the contents count");
        Path other = export("--as", "npz", "--cell", "output-only", "--seed", "1");
        Files.copy(
                other.resolve("output-only-seed-1.npz"),
                folder.resolve("moved.npz"),
                StandardCopyOption.REPLACE_EXISTING);
        assertTrue(command("run", from.toString(), "--dry-run").out().contains("2 to run"), "other contents");
    }

    @Test
    void aFileThatCannotBeTheStartIsAnErrorInTheSuite() throws IOException {
        Path from = SampleSuites.write(folder, "from.yaml", SampleSuites.SMALL + "start: {weights: missing.npz}\n");
        String missing = InProcessCli.run("check", from.toString()).err();
        assertTrue(missing.matches("(?s).*from.yaml:11:18 start.weights: .*missing.npz does not exist.*"), missing);
        Files.writeString(folder.resolve("missing.npz"), "PK\3\4 not a zip");
        String damaged = InProcessCli.run("check", from.toString()).err();
        assertTrue(damaged.contains("from.yaml:11:18 start.weights: "), damaged);
        Path weights =
                export("--as", "npz", "--cell", "backprop", "--seed", "1").resolve("backprop-seed-1.npz");
        Files.copy(weights, folder.resolve("missing.npz"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(0, InProcessCli.run("check", from.toString()).code());
        String wide = InProcessCli.run("check", from.toString(), "--set", "network.0.dense.units=9")
                .err();
        assertTrue(
                wide.contains("from.yaml:11:18 start.weights: 0.weight has the shape 8 x 64, but in the network it has"
                        + " 9 x 64"),
                wide);
        assertTrue(wide.contains("3 problems; nothing was run."), wide);
        WeightFile unusable = new WeightFile(
                List.of(new NamedArray("0.weight", new int[] {2}, new float[] {1, Float.NaN})), Map.of());
        try (OutputStream out = Files.newOutputStream(folder.resolve("missing.npz"))) {
            WeightFormat.NPZ.write(unusable, out);
        }
        String nan = InProcessCli.run("check", from.toString()).err();
        assertTrue(nan.contains("from.yaml:11:18 start.weights: number 1 of 0.weight is NaN"), nan);
        Files.writeString(from, SampleSuites.SMALL + "start: [1, 2]\n");
        String list = InProcessCli.run("check", from.toString()).err();
        assertTrue(list.contains("start: a network begins with weights drawn for each seed"), list);
    }

    private void assertError(String message, String... options) {
        List<String> all = new ArrayList<>(List.of("export", suite.toString()));
        all.addAll(Arrays.asList(options));
        CommandResult e = command(all.toArray(String[]::new));
        assertEquals(2, e.code(), e.out());
        assertTrue(e.err().contains(message), e.err());
    }
}
