package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the files of the folder tables, which programs in Rust and JavaScript wrote (write.mjs). */
class ColumnFilesTest {
    private static final int ROWS = 300;

    @TempDir
    private Path folder;

    /** Copies a file of the folder tables. */
    static Path copy(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ColumnFilesTest.class.getResourceAsStream("tables/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    static Dataset dataset(Path file) {
        List<String> categories = List.of("color");
        List<String> drop = List.of("note");
        return file.toString().endsWith(".parquet")
                ? new Parquet(file, "kind", true, categories, drop)
                : new Arrow(file, "kind", true, categories, drop);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "polars-uncompressed.parquet",
                "polars-snappy.parquet",
                "polars-gzip.parquet",
                "polars-zstd.parquet",
                "wasm-v2.parquet",
                "polars-uncompressed.arrow",
                "polars-lz4.arrow",
                "polars-zstd.arrow",
                "js-file.arrow",
                "js-stream.arrow"
            })
    void everyValueIsRead(String name) throws IOException {
        Table table = dataset(copy(name, folder)).load(new TestRng(1));
        assertEquals(List.of("a kind with a name of more than twelve bytes", "setosa", "versicolor"), table.classes());
        assertEquals(ROWS, table.rows());
        assertEquals(6, table.inputs());
        float[] x = new float[6 * ROWS];
        float[] t = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[6 * i] = i / 2f - 20;
            x[6 * i + 1] = i * i - 5000;
            x[6 * i + 2] = i % 3 == 0 ? 1 : 0;
            int color = i * 7 % 11 % 3; // red, green, bleu é
            x[6 * i + 5 - color] = 1;
            t[i] = (i + 1) % 3;
        }
        assertArrayEquals(x, table.x());
        assertArrayEquals(t, table.t());
    }

    @Test
    void columnsOfNumbersCanBeTargetsAndCategories() throws IOException {
        Path file = copy("polars-snappy.parquet", folder);
        List<String> drop = List.of("note", "color", "kind", "flag");
        Table table = new Parquet(file, "half", false, List.of(), drop).load(new TestRng(1));
        assertEquals(List.of(), table.classes());
        assertEquals(-19.5f, table.t()[1]);
        Table classes = new Parquet(file, "flag", true, List.of("whole"), List.of("note", "color", "kind"))
                .load(new TestRng(1));
        assertEquals(List.of("false", "true"), classes.classes());
        assertEquals(1 + ROWS, classes.inputs(), "one for half, and one for each square");
    }

    private static float[] x(InputRows rows) {
        return ((InputRows.InMemory) rows).x();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polars-snappy.parquet", "js-file.arrow"})
    void newExamplesHaveTheInputsOfTheTrainingFile(String name) throws IOException {
        Dataset trained = dataset(copy(name, folder));
        Path other = folder.resolve("new-" + name);
        Files.copy(folder.resolve(name), other);
        InputRows inputs = trained.newInputs(other).orElseThrow();
        assertEquals(ROWS, inputs.rows());
        assertArrayEquals(trained.load(new TestRng(1)).x(), x(inputs));
    }

    @Test
    void newExamplesWithOtherColumnsAreRefused() throws IOException {
        Dataset trained = dataset(copy("js-file.arrow", folder));
        String missing = assertThrows(
                        IncompatibleException.class, () -> trained.newInputs(copy("js-types.arrow", folder)))
                .getMessage();
        assertTrue(missing.contains("js-types.arrow: there is no column "), missing);
        assertTrue(missing.contains("; the network was trained with the columns "), missing);
        Dataset narrow = new Arrow(folder.resolve("js-file.arrow"), "kind", true, List.of(), List.of("note", "color"));
        Path other = Files.copy(folder.resolve("js-file.arrow"), folder.resolve("other.arrow"));
        assertEquals(ROWS, narrow.newInputs(other).orElseThrow().rows(), "dropped columns may be there");
    }
}
