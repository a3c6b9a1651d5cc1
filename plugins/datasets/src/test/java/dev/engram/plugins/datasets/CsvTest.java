package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.datasets.Csv.Delimiter;
import dev.engram.plugins.datasets.Csv.Header;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("my.csv"), text);
    }

    private static Csv csv(Path file) {
        return new Csv(file, Delimiter.COMMA, Header.AUTO, "last", true);
    }

    private static Table load(Csv csv) {
        return csv.load(new TestRng(1));
    }

    private Table load(String text) throws IOException {
        return load(csv(file(text)));
    }

    /** Returns the message without the folder. */
    private String errorMessage(Csv csv) {
        return assertThrows(IncompatibleException.class, () -> load(csv))
                .getMessage()
                .replace(folder + "/", "");
    }

    private String errorMessage(String text) throws IOException {
        return errorMessage(csv(file(text)));
    }

    private String errorMessage(String text, Header header, String target, boolean classes) throws IOException {
        return errorMessage(new Csv(file(text), Delimiter.COMMA, header, target, classes));
    }

    @Test
    void classesAreNumberedByTheAlphabet() throws IOException {
        Table t = load("w,h,kind\n1,2,pear\n-3,4.5,apple\n1e-1,+.5,pear\n");
        assertEquals(2, t.inputs());
        assertEquals(List.of("apple", "pear"), t.classes());
        assertArrayEquals(new float[] {1, 2, -3, 4.5f, 0.1f, 0.5f}, t.x());
        assertArrayEquals(new float[] {1, 0, 1}, t.t());
        assertEquals(Table.Partition.NONE, t.partition());
    }

    @Test
    void classesThatAreNumbersAreNumberedBySize() throws IOException {
        assertEquals(List.of("-1", "2", "10"), load("1,10\n2,2\n3,-1\n4,2\n").classes());
    }

    @Test
    void headersAreFoundOrDeclared() throws IOException {
        String numbers = "0,1,2\n3,4,5\n6,7,5\n8,9,2\n";
        assertEquals(4, load(numbers).rows());
        assertEquals(
                3,
                load(new Csv(file(numbers), Delimiter.COMMA, Header.YES, "last", true))
                        .rows());
        String names = "a,b,c\n3,4,5\n6,7,8\n9,9,8\n";
        assertEquals(3, load(names).rows());
        assertEquals(
                "my.csv:1:1: column 1: \"a\" is not a number; correct it, remove the row or the column, or name the"
                        + " column if it is the target (target: 1); if this line is a header, set header: yes",
                errorMessage(names, Header.NO, "last", true));
    }

    @Test
    void theTargetIsAnyColumnByNameOrNumber() throws IOException {
        Path f = file("y,a,b\n1,2,3\n4,5,6\n");
        for (String target : List.of("y", "1")) {
            Table t = load(new Csv(f, Delimiter.COMMA, Header.AUTO, target, false));
            assertArrayEquals(new float[] {2, 3, 5, 6}, t.x());
            assertArrayEquals(new float[] {1, 4}, t.t());
            assertEquals(List.of(), t.classes());
        }
    }

    @Test
    void everyDelimiterSeparates() throws IOException {
        String[] between = {",", ";", "\t", " ", "|"};
        for (Delimiter d : Delimiter.values()) {
            Path f = file("1,2,a\n3,4,b\n".replace(",", between[d.ordinal()]));
            Table t = load(new Csv(f, d, Header.AUTO, "last", true));
            assertArrayEquals(new float[] {1, 2, 3, 4}, t.x(), d.name());
        }
    }

    @Test
    void gzippedFilesAreUnpackedAndDamagedOnesNamed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("1,2,a\n3,4,b\n".getBytes(StandardCharsets.UTF_8));
        }
        Path f = Files.write(folder.resolve("my.csv.gz"), packed.toByteArray());
        assertArrayEquals(new float[] {1, 2, 3, 4}, load(csv(f)).x());
        Files.write(f, Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
        assertEquals("my.csv.gz: is gzipped but damaged or truncated; fetch it again", errorMessage(csv(f)));
    }

    @Test
    void cellsThatAreNoNumbersAreNamedWithTheirPlace() throws IOException {
        assertEquals(
                "my.csv:3:3: column 2 (h): \"tall\" is not a number; correct it, remove the row or the column, or"
                        + " name the column if it is the target (target: h)",
                errorMessage("w,h,k\n1,2,a\n3,tall,b\n"));
        for (String bad : List.of("NaN", "1f", "0x10", "Infinity", "?", "1_000", "--1", "1e")) {
            assertEquals(
                    "my.csv:2:3: column 2: \"" + bad
                            + "\" is not a number; correct it, remove the row or the column, or"
                            + " name the column if it is the target (target: 2)",
                    errorMessage("1,2,a\n1," + bad + ",a\n"));
        }
        assertEquals(
                "my.csv:2:1: column 1 (w) is empty; missing numbers are not imputed: fill it in or remove the row",
                errorMessage("w,h,k\n,2,a\n"));
        assertEquals(
                "my.csv:1:1: column 1: 1e39 is too large for single precision; scale the column",
                errorMessage("1e39,2,a\n"));
        assertEquals(
                "my.csv:2:5: column 3 is empty; every example needs its class: fill it in or remove the row",
                errorMessage("1,2,a\n3,4,\n"));
        assertEquals(
                "my.csv:2:5: column 3: \"a\" is not a number; correct it, set classes: true for a classification, or"
                        + " name another target",
                errorMessage("3,4,5\n1,2,a\n", Header.NO, "last", false));
    }

    @Test
    void raggedRowsAreNamed() throws IOException {
        assertEquals(
                "my.csv:2:1: this row has 2 cells and the first row has 3; correct it, or put quotes around cells that"
                        + " contain the delimiter",
                errorMessage("1,2,a\n3,4\n"));
    }

    @Test
    void otherRowsThatCannotBeReadAreNamedByTheirLines() throws IOException {
        String message = errorMessage("1,2,a\n3,4\n5,6,b\n7,x,a\n8,9,\"a\n");
        assertTrue(message.startsWith("my.csv:2:1: this row has 2 cells"), message);
        assertTrue(message.endsWith("; lines 4, 5 cannot be read either"), message);
    }

    @Test
    void unknownTargetsAreNamedWithTheColumnsThereAre() throws IOException {
        assertEquals(
                "my.csv: there is no column 'size' for the target; give last, a number from 1 to 3 or one of w, h, k",
                errorMessage("w,h,k\n1,2,a\n", Header.AUTO, "size", true));
        assertEquals(
                "my.csv: there is no column '4' for the target; give last, a number from 1 to 3 (the file has no"
                        + " header)",
                errorMessage("1,2,a\n", Header.AUTO, "4", true));
    }

    @Test
    void uninformativeTablesAreRejected() throws IOException {
        assertEquals("my.csv: the file is empty; it needs a row for each example", errorMessage(""));
        assertEquals(
                "my.csv: there is a header but no row; the file needs a row for each example", errorMessage("a,b\n"));
        assertEquals(
                "my.csv: its first line has only one cell, but inputs and a target need two; check the" + " delimiter",
                errorMessage("1;2;3\n"));
        assertEquals(
                "my.csv: every example is of class a, so there is nothing to classify; name a target other than"
                        + " column 2",
                errorMessage("1,a\n2,a\n"));
        assertEquals(
                "my.csv: each of the 3 examples has a class of its own in column 2; set classes: false for a"
                        + " regression, or name another target",
                errorMessage("1,0.5\n2,0.7\n3,0.9\n"));
    }

    @Test
    void filesThatAreMissingOrNoTextAreNamed() throws IOException {
        assertEquals(
                "the file no.csv does not exist; correct the path, or put the file there",
                errorMessage(csv(folder.resolve("no.csv"))));
        Path f = Files.write(folder.resolve("latin.csv"), "1,2,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("latin.csv: is not text in UTF-8; save it in that encoding", errorMessage(csv(f)));
    }

    @Test
    void filesOfAnotherKindAreNamedByTheirKind() throws IOException {
        Path f = folder.resolve("my.csv");
        Files.write(f, new byte[] {'P', 'K', 3, 4, 0, 0});
        assertEquals("my.csv: is a zip archive or a spreadsheet, not text; save it as text", errorMessage(csv(f)));
        Files.writeString(f, "PAR1 and more");
        assertEquals("my.csv: is a Parquet file, not text; save it as text", errorMessage(csv(f)));
    }

    @Test
    void aTargetWhoseNameOccursTwiceIsNotGuessed() throws IOException {
        assertEquals(
                "my.csv: columns 1 and 3 are both named 'k'; rename one of them, or give the target's number",
                errorMessage("k,a,k\n1,2,x\n3,4,y\n", Header.AUTO, "k", true));
        assertEquals(2, load("k,a,k\n1,2,x\n3,4,y\n").inputs());
    }

    @Test
    void newExamplesWithoutAnyKnownColumnAreShownAsTheyWereRead() throws IOException {
        Path other = Files.writeString(folder.resolve("new.csv"), "a;b\n1;2\n");
        Csv trained = csv(file("a,b,kind\n1,2,x\n3,4,y\n"));
        String none = assertThrows(IncompatibleException.class, () -> trained.newInputs(other))
                .getMessage();
        assertTrue(
                none.endsWith("new.csv: it has none of the columns a, b that the network was trained with, but \"a;b\";"
                        + " give a file with the format, the delimiter and the column names of the training data"),
                none);
    }

    @Test
    void badCellsOfNewExamplesAreNotBlamedOnTheTarget() throws IOException {
        Path other = Files.writeString(folder.resolve("new.csv"), "a,b\n1,two\n");
        Csv trained = csv(file("a,b,kind\n1,2,x\n3,4,y\n"));
        String bad = assertThrows(IncompatibleException.class, () -> trained.newInputs(other))
                .getMessage();
        assertTrue(
                bad.endsWith("new.csv:2:3: column 2 (b): \"two\" is not a number; correct it, or remove the row"), bad);
    }

    @Test
    void theFileIsPartOfTheIdentity() {
        assertEquals(List.of(Path.of("x.csv")), csv(Path.of("x.csv")).files());
    }

    @Test
    void newExamplesWithAnInputTwiceAreRefusedBecauseColumnsAreFoundByName() throws IOException {
        Path other = Files.writeString(folder.resolve("new.csv"), "a,b,a\n1,2,3\n");
        Csv trained = csv(file("a,b,kind\n1,2,x\n3,4,y\n"));
        String twice = assertThrows(IncompatibleException.class, () -> trained.newInputs(other))
                .getMessage();
        assertTrue(twice.contains("new.csv: several columns, here or in the file"), twice);
        assertTrue(twice.contains("are named a; columns are found by name"), twice);
    }
}
