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
        return new Csv(file, Delimiter.COMMA, Header.AUTO, "last", true, List.of(), List.of());
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
        return errorMessage(new Csv(file(text), Delimiter.COMMA, header, target, classes, List.of(), List.of()));
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
                load(new Csv(file(numbers), Delimiter.COMMA, Header.YES, "last", true, List.of(), List.of()))
                        .rows());
        String names = "a,b,c\n3,4,5\n6,7,8\n9,9,8\n";
        assertEquals(3, load(names).rows());
        assertEquals(
                "my.csv:1:1: column 1: \"a\" is not a number; correct it or remove the row, or write categories: [1]"
                        + " for an input for each value, drop: [1], or target: 1; if this line is a header, set header:"
                        + " yes",
                errorMessage(names, Header.NO, "last", true));
    }

    @Test
    void theTargetIsAnyColumnByNameOrNumber() throws IOException {
        Path f = file("y,a,b\n1,2,3\n4,5,6\n");
        for (String target : List.of("y", "1")) {
            Table t = load(new Csv(f, Delimiter.COMMA, Header.AUTO, target, false, List.of(), List.of()));
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
            Table t = load(new Csv(f, d, Header.AUTO, "last", true, List.of(), List.of()));
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
                "my.csv:3:3: column 2 (h): \"tall\" is not a number; correct it or remove the row, or write"
                        + " categories: [h] for an input for each value, drop: [h], or target: h",
                errorMessage("w,h,k\n1,2,a\n3,tall,b\n"));
        for (String bad : List.of("NaN", "1f", "0x10", "Infinity", "?", "1_000", "--1", "1e")) {
            assertEquals(
                    "my.csv:2:3: column 2: \"" + bad
                            + "\" is not a number; correct it or remove the row, or write"
                            + " categories: [2] for an input for each value, drop: [2], or target: 2",
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
                "my.csv: its first line has only one cell, but inputs and a target need two; set"
                        + " delimiter: semicolon",
                errorMessage("1;2;3\n"));
        assertEquals(
                "my.csv: its first line has only one cell, but inputs and a target need two; check the delimiter",
                errorMessage("1\n"));
        assertEquals(
                "my.csv:1:3: column 2: \"5;2\" is not a number; set delimiter: semicolon if it separates"
                        + " cells; otherwise correct it or remove the row, or write categories: [2] for an input for"
                        + " each value, drop: [2], or target: 2; if this line is a header, set header: yes",
                errorMessage("1,5;2,5;x\n"));
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

    private Csv csv(String text, List<String> categories, List<String> drop) throws IOException {
        return new Csv(file(text), Delimiter.COMMA, Header.AUTO, "last", true, categories, drop);
    }

    private static final String PEOPLE = "name,sex,age,port,k\nbob,m,3,S,x\neve,f,4,C,y\nann,f,5,Q,x\n";

    @Test
    void categoriesHaveAnInputForEachValueAndDroppedColumnsNone() throws IOException {
        Table t = load(csv(PEOPLE, List.of("sex", "port"), List.of("name")));
        assertEquals(6, t.inputs());
        assertArrayEquals(new float[] {0, 1, 3, 0, 0, 1, 1, 0, 4, 1, 0, 0, 1, 0, 5, 0, 1, 0}, t.x());
        assertArrayEquals(new float[] {0, 1, 0}, t.t());
        Table byNumber = load(csv("bob,10,1,x\neve,9,2,y\n", List.of("2"), List.of("1")));
        assertArrayEquals(new float[] {0, 1, 1, 1, 0, 2}, byNumber.x(), "numbers by size");
    }

    @Test
    void columnsThatCannotBeCategoriesOrDroppedAreNamed() throws IOException {
        assertEquals(
                "my.csv: there is no column 'sax', which categories names; give a number from 1 to 5 or one of name,"
                        + " sex, age, port, k",
                errorMessage(csv(PEOPLE, List.of("sax"), List.of())));
        assertEquals(
                "my.csv: column 2 (sex) is in categories and in drop; remove it from one of them",
                errorMessage(csv(PEOPLE, List.of("sex"), List.of("2"))));
        assertEquals(
                "my.csv: column 5 (k) is the target and cannot be dropped; name another target, or do not drop it",
                errorMessage(csv(PEOPLE, List.of(), List.of("k"))));
        assertEquals(
                "my.csv: column 5 (k) is the target and cannot be in categories; remove it there",
                errorMessage(csv(PEOPLE, List.of("k"), List.of())));
        assertEquals(
                "my.csv: no input is left; drop fewer columns",
                errorMessage(csv(PEOPLE, List.of(), List.of("1", "2", "3", "4"))));
        assertEquals(
                "my.csv:2:1: column 1 (a) is empty; each example needs a value: fill it in or remove the row",
                errorMessage(csv("a,k\n,x\nq,y\n", List.of("a"), List.of())));
    }

    @Test
    void aFirstLineOfTextIsNotGuessedToBeAHeaderIfExamplesAreTextToo() throws IOException {
        String text = "m,S,x\nf,C,y\nf,S,x\n";
        String ambiguous = "my.csv: all inputs are categories, so the first line may be a header or an example; set"
                + " header: yes or header: no";
        assertEquals(ambiguous, errorMessage(csv(text, List.of("1", "2"), List.of())));
        Csv bare = new Csv(file(text), Delimiter.COMMA, Header.NO, "last", true, List.of("1", "2"), List.of());
        assertEquals(3, load(bare).rows());
        Table named = load(csv("sex,port,k\n" + text, List.of("sex", "2"), List.of()));
        assertEquals(3, named.rows(), "a name makes the first line a header");
    }

    @Test
    void filesOfAnotherKindAreNamedByTheirKind() throws IOException {
        Path f = folder.resolve("my.csv");
        Files.write(f, new byte[] {'P', 'K', 3, 4, 0, 0});
        assertEquals("my.csv: is a zip archive or a spreadsheet, not text; save it as text", errorMessage(csv(f)));
        Files.writeString(f, "PAR1\u0015 and more");
        assertEquals("my.csv: is a Parquet file, not text; save it as text", errorMessage(csv(f)));
        assertEquals(2, load("PAR1,PAR2,k\n1,2,x\n3,4,y\n").inputs(), "a column named like the start of such a file");
    }

    @Test
    void aTargetWhoseNameOccursTwiceIsNotGuessed() throws IOException {
        assertEquals(
                "my.csv: columns 1 and 3 are both named 'k'; rename one of them, or give the number",
                errorMessage("k,a,k\n1,2,x\n3,4,y\n", Header.AUTO, "k", true));
        assertEquals(2, load("k,a,k\n1,2,x\n3,4,y\n").inputs());
    }

    @Test
    void theFileIsPartOfTheIdentity() {
        assertEquals(List.of(Path.of("x.csv")), csv(Path.of("x.csv")).files());
    }
}
