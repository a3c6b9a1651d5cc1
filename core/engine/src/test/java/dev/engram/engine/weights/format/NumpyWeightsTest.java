package dev.engram.engine.weights.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy, in Python, reads what Engram writes, and the other way round. */
@Tag("python")
class NumpyWeightsTest {
    private static final String READ = """
        import json, numpy, struct
        npz = numpy.load("weights.npz")
        for name in npz.files:
            a = npz[name]
            print("npz", name, a.dtype, a.shape, a.tobytes().hex())
        data = open("weights.safetensors", "rb").read()
        n = struct.unpack("<Q", data[:8])[0]
        for name, entry in json.loads(data[8:8 + n]).items():
            if name == "__metadata__":
                print("metadata", entry)
                continue
            start, end = entry["data_offsets"]
            a = numpy.frombuffer(data[8 + n + start:8 + n + end], "<f4").reshape(entry["shape"])
            print(entry["dtype"], name, a.dtype, a.shape, a.tobytes().hex())
        """;

    private static final String WRITE = """
        import numpy
        a = numpy.arange(6.0).reshape(2, 3)
        arrays = {"double": a, "fortran": numpy.asfortranarray(a + 0.5), "half": a.astype("f2") / 4,
                  "big": a.astype(">f4"), "whole": a.astype("i8"), "one": numpy.float32(7)}
        numpy.savez("stored.npz", **arrays)
        numpy.savez_compressed("packed.npz", **arrays)
        """;

    @TempDir
    Path folder;

    private String python(String program) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder("python3", "-c", program)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "python3 does not end");
        String text = Files.readString(output);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    @BeforeEach
    void requireNumpy() throws InterruptedException {
        boolean installed;
        try {
            installed = new ProcessBuilder("python3", "-c", "import numpy")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            installed = false; // there is no python3
        }
        assumeTrue(installed, "skipped: python3 with NumPy is not installed");
    }

    @Test
    void numpyReadsTheBitsThatWereWritten() throws IOException, InterruptedException {
        WeightFile weights = new WeightFile(
                List.of(
                        new NamedArray("0.weight", new int[] {1, 2}, new float[] {1, -2}),
                        new NamedArray("0.bias", new int[0], new float[] {0.5f})),
                Map.of("suite", "\u00b5 \"digits\""));
        for (WeightFormat format : WeightFormat.values()) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("weights." + format.extension()))) {
                format.write(weights, out);
            }
        }
        String arrays = """
            %1$s 0.weight float32 (1, 2) 0000803f000000c0
            %1$s 0.bias float32 () 0000003f
            """;
        assertEquals(
                arrays.formatted("npz") + "metadata {'suite': '\u00b5 \"digits\"'}\n" + arrays.formatted("F32"),
                python("import sys; sys.stdout.reconfigure(encoding='utf-8')\n" + READ));
    }

    @Test
    void arraysThatNumpyWritesAreRead() throws IOException, InterruptedException {
        python(WRITE);
        WeightFile stored = WeightFormat.read(folder.resolve("stored.npz"));
        assertEquals(stored, WeightFormat.read(folder.resolve("packed.npz")));
        assertEquals(List.of("double", "fortran", "half", "big", "whole", "one"), stored.names());
        float[] counted = {0, 1, 2, 3, 4, 5};
        for (String name : List.of("double", "big", "whole")) {
            assertEquals(
                    new NamedArray(name, new int[] {2, 3}, counted),
                    stored.array(name).orElseThrow());
        }
        assertArrayEquals(
                new float[] {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f},
                stored.array("fortran").orElseThrow().values());
        assertArrayEquals(
                new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f},
                stored.array("half").orElseThrow().values());
        assertEquals(
                new NamedArray("one", new int[0], new float[] {7}),
                stored.array("one").orElseThrow());
    }
}
