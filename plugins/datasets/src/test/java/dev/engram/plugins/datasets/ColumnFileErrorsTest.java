package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnFileErrorsTest {
    private static final int TRIALS = 500;

    @TempDir
    private Path folder;

    /** Returns the message without the folder. */
    private String refused(Dataset dataset) {
        return assertThrows(IncompatibleException.class, () -> dataset.load(new TestRng(1)))
                .getMessage()
                .replace(folder + "/", "");
    }

    private Dataset parquet(String target, boolean classes, List<String> categories, String... drop)
            throws IOException {
        Path file = ColumnFilesTest.copy("polars-snappy.parquet", folder);
        return new Parquet(file, target, classes, categories, List.of(drop));
    }

    @Test
    void missingValuesAreNamedWithRowAndColumn() throws IOException {
        assertEquals(
                "polars-snappy.parquet: row 1, column 5 (note) is missing; missing values are not imputed: fill it in,"
                        + " remove the row, or drop the column if it is an input",
                refused(parquet("kind", true, List.of("color", "note"))));
    }

    @Test
    void allColumnsThatCannotBeUsedAreNamedAtOnce() throws IOException {
        assertEquals(
                "polars-snappy.parquet: column 4 (color) is text; give each of its values an input (categories:"
                        + " [color]), or drop it (drop: [color]); column 5 (note) is text; give each of its values an"
                        + " input (categories: [note]), or drop it (drop: [note]); column 6 (kind) is text, but"
                        + " classes: false wants numbers; set classes: true, or name another target",
                refused(parquet("kind", false, List.of())));
    }

    @Test
    void settingsThatDoNotFitTheColumnsAreNamed() throws IOException {
        String file = "polars-snappy.parquet: ";
        String names = "half, whole, flag, color, note, kind";
        assertEquals(
                file + "there is no column 'colour', which drop names; the columns are " + names,
                refused(parquet("kind", true, List.of(), "colour")));
        assertEquals(
                file + "there is no column 'x', which categories names; the columns are " + names,
                refused(parquet("kind", true, List.of("x"))));
        assertEquals(
                file + "there is no column 'y' for the target; give last, a number from 1 to 6 or one of " + names,
                refused(parquet("y", true, List.of())));
        assertEquals(
                file + "'color' is in categories and in drop; remove it from one of them",
                refused(parquet("kind", true, List.of("color"), "color")));
        assertEquals(
                file + "column 6 (kind) is the target and cannot be dropped; name another target, or do not drop it",
                refused(parquet("last", true, List.of(), "kind")));
        assertEquals(
                file + "column 6 (kind) is the target and cannot be in categories; remove it there",
                refused(parquet("last", true, List.of("kind"))));
        assertEquals(
                file + "no input is left; drop fewer columns",
                refused(parquet("kind", true, List.of(), "half", "whole", "flag", "color", "note")));
        assertEquals(
                file + "each of the 300 examples has a class of its own in column 1 (half); set classes: false for a"
                        + " regression, or name another target",
                refused(parquet("half", true, List.of(), "note", "color", "kind")));
    }

    @Test
    void inputsLargerThanTheMemoryOfDataAreRefused() throws IOException {
        System.setProperty(DataMemory.PROPERTY, "3K");
        try {
            assertEquals(
                    "polars-snappy.parquet: 300 rows of 3 inputs, with one for each value of categories, take more"
                            + " memory than data may; drop columns with many values, use fewer rows, or raise"
                            + " --data-memory",
                    refused(parquet("kind", true, List.of(), "color", "note")));
        } finally {
            System.clearProperty(DataMemory.PROPERTY);
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n3,4\n5,6\n");
        List<String> none = List.of();
        String end = "; correct its name, or use the data set for its format";
        assertEquals(
                "t.csv: is not a Parquet file, because it does not begin with PAR1" + end,
                refused(new Parquet(text, "last", true, none, none)));
        assertEquals(
                "t.csv: is not an Arrow file or stream, because it does not begin with ARROW1 or a message" + end,
                refused(new Arrow(text, "last", true, none, none)));
        Path old = Files.writeString(folder.resolve("old.feather"), "FEA1 and more");
        assertEquals(
                "old.feather: is a Feather file of version 1; write it as version 2",
                refused(new Arrow(old, "last", true, none, none)));
        assertEquals(
                "the file no.parquet does not exist; correct the path, or put the file there",
                refused(new Parquet(folder.resolve("no.parquet"), "last", true, none, none)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"polars-snappy.parquet", "wasm-v2.parquet", "js-file.arrow", "js-stream.arrow"})
    void truncatedFilesAreRefused(String name) throws IOException {
        Path file = ColumnFilesTest.copy(name, folder);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int trial = 0; trial < 100; trial++) {
            int length = random.nextInt(whole.length);
            Files.write(file, Arrays.copyOf(whole, length));
            String message = refused(ColumnFilesTest.dataset(file));
            assertTrue(message.startsWith(name + ": "), length + " bytes: " + message);
        }
    }

    /** A changed byte of a number without a checksum cannot be noticed; the table has its size all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "polars-snappy.parquet",
                "polars-gzip.parquet",
                "polars-zstd.parquet",
                "wasm-v2.parquet",
                "polars-lz4.arrow",
                "js-file.arrow",
                "js-stream.arrow"
            })
    void damagedFilesAreErrorsAndNeverFailures(String name) throws IOException {
        Path file = ColumnFilesTest.copy(name, folder);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(2);
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                // half of them in the description, which is at the end of most files
                int at = random.nextBoolean()
                        ? random.nextInt(whole.length)
                        : whole.length - 1 - random.nextInt(whole.length / 5);
                damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            Files.write(file, damaged);
            try {
                Table table = ColumnFilesTest.dataset(file).load(new TestRng(1));
                assertTrue(table.rows() > 0, "trial " + trial);
            } catch (IncompatibleException e) {
                assertTrue(e.getMessage().contains(name), "trial " + trial + ": " + e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > TRIALS / 20, refused + " were noticed");
    }
}
