package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArffTest {
    private static final String FRUIT = """
        % Fruit, for tests
        @RELATION 'my fruit'

        @ATTRIBUTE weight REAL   % in grams
        @attribute 'colour of skin' {red, 'light green', "it's %"}
        @attribute seeds integer
        @attribute kind{pear,apple}
        @DATA
        """;

    @TempDir
    Path folder;

    private Table load(String text, String target, String... drop) throws IOException {
        Path file = Files.writeString(folder.resolve("my.arff"), text);
        return new Arff(file, target, List.of(drop)).load(new TestRng(1));
    }

    private Table load(String text) throws IOException {
        return load(text, "last");
    }

    @Test
    void nominalInputsAreIndicatorsAndClassesKeepTheListedOrder() throws IOException {
        Table t =
                load(FRUIT + "1.5,red,3,apple\n-2e1, 'light green' ,4.0,pear\n% none\n\n.5\t\"it's %\"\t5 apple % !\n");
        assertArrayEquals(new float[] {1.5f, 1, 0, 0, 3, -20, 0, 1, 0, 4, 0.5f, 0, 0, 1, 5}, t.x());
        assertEquals(List.of("pear", "apple"), t.classes());
        assertArrayEquals(new float[] {1, 0, 1}, t.t());
        assertEquals(Table.Partition.NONE, t.partition());
    }

    @Test
    void sparseRowsOmitZerosAndFirstListedValues() throws IOException {
        Table t = load(FRUIT + "{}\n{0 7, 3 apple}\n{ 1 'light green',2 9 }\n1,red,2,apple\n");
        assertArrayEquals(new float[] {0, 1, 0, 0, 0, 7, 1, 0, 0, 0, 0, 0, 1, 0, 9, 1, 1, 0, 0, 2}, t.x());
        assertArrayEquals(new float[] {0, 1, 0, 1}, t.t());
    }

    @Test
    void theTargetIsAnyAttributeByNameOrNumber() throws IOException {
        for (String target : List.of("weight", "1")) {
            Table t = load(FRUIT + "1,red,3,apple\n2,red,4,pear\n", target, "colour of skin");
            assertArrayEquals(new float[] {3, 0, 1, 4, 1, 0}, t.x());
            assertArrayEquals(new float[] {1, 2}, t.t());
            assertEquals(List.of(), t.classes());
        }
    }

    @Test
    void droppedAttributesMayBeTextOrMissing() throws IOException {
        Table t = load("""
            @attribute id string
            @attribute born date "yyyy-MM-dd"
            @attribute a numeric
            @attribute b numeric
            @attribute k {0,1}
            @data
            'Smith, J.',?,1,?,0
            x,"2001-01-01",2,3,1
            {0 'only text', 2 3}
            """, "k", "id", "born", "b");
        assertArrayEquals(new float[] {1, 2, 3}, t.x());
        assertArrayEquals(new float[] {0, 1, 0}, t.t());
    }

    @Test
    void quotesAndEscapesAreRead() throws IOException {
        Table t = load("""
            @attribute 'it\\'s' real
            @attribute k {'a\\\\b', "say \\"hi\\"", 'tab\\there', '\\u00e9', '100\\%', '?'}
            @data
            1,'100%'
            2,"\u00e9"
            3,'?'
            4,'say "hi"'
            5,a\\b
            6,'a\\\\b'
            """, "k");
        assertEquals(List.of("a\\b", "say \"hi\"", "tab\there", "\u00e9", "100%", "?"), t.classes());
    }

    @Test
    void everyLineEndAndAByteOrderMarkAreAccepted() throws IOException {
        String text = "\uFEFF@attribute a real\n@attribute b real\n@data\n1,2\n3,4";
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertArrayEquals(new float[] {1, 3}, load(text.replace("\n", end)).x());
        }
    }

    @Test
    void gzippedFilesAreUnpackedAndDamagedOnesNamed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write((FRUIT + "1,red,3,apple\n2,red,4,pear\n").getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("my.arff.gz"), packed.toByteArray());
        Arff arff = new Arff(file, "last", List.of());
        assertEquals(2, arff.load(new TestRng(1)).rows());
        assertEquals(List.of(file), arff.files());
        Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
        assertEquals(
                file + ": is gzipped but damaged or truncated; fetch it again",
                assertThrows(IncompatibleException.class, () -> arff.load(new TestRng(1)))
                        .getMessage());
    }

    @Test
    void bundledIrisWrittenAsArffGivesTheSameTable() throws IOException {
        Table iris = new Iris().load(new TestRng(1));
        StringBuilder text = new StringBuilder("@relation iris\n");
        for (int i = 0; i < iris.inputs(); i++) {
            text.append("@attribute x").append(i).append(" real\n");
        }
        text.append(iris.classes().stream().collect(Collectors.joining("','", "@attribute k {'", "'}\n@data\n")));
        for (int r = 0; r < iris.rows(); r++) {
            for (int i = 0; i < iris.inputs(); i++) {
                text.append(iris.x()[r * iris.inputs() + i]).append(',');
            }
            text.append('\'').append(iris.classes().get((int) iris.t()[r])).append("'\n");
        }
        Table t = load(text.toString());
        assertArrayEquals(iris.x(), t.x());
        assertArrayEquals(iris.t(), t.t());
        assertEquals(iris.classes(), t.classes());
    }

    @Test
    void inputsLargerThanTheMemoryOfDataAreRefused() {
        System.setProperty("engram.data.memory", "100");
        try {
            String message = assertThrows(IncompatibleException.class, () -> load(FRUIT + "{}\n".repeat(6)))
                    .getMessage();
            assertTrue(
                    message.endsWith(
                            "my.arff:14:1: 6 rows of 5 inputs, one for each listed value of an attribute, need more"
                                    + " memory than --data-memory allows; drop attributes with many values, use fewer"
                                    + " rows, or raise it"),
                    message);
        } finally {
            System.clearProperty("engram.data.memory");
        }
    }

    @Test
    void damagedFilesAreErrorsAndNeverFailures() throws IOException {
        byte[] good = (FRUIT + "1.5,red,3,apple\n{0 7, 1 'light green', 3 apple}\n2,\"it's %\",4,pear\n")
                .getBytes(StandardCharsets.UTF_8);
        TestRng rng = new TestRng(7);
        int refused = 0;
        Path file = folder.resolve("fuzz.arff");
        for (int i = 0; i < 2000; i++) {
            byte[] bad = i % 4 == 0 ? Arrays.copyOf(good, rng.uniformInt(good.length)) : good.clone();
            for (int flips = 0; i % 4 != 0 && flips <= i % 3; flips++) {
                bad[rng.uniformInt(bad.length)] ^= (byte) (1 << rng.uniformInt(8));
            }
            Files.write(file, bad);
            try {
                Table t = new Arff(file, "last", List.of()).load(new TestRng(1));
                assertEquals(t.rows() * t.inputs(), t.x().length);
            } catch (IncompatibleException e) {
                assertTrue(e.getMessage().startsWith(file + ":"), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 1000, "only " + refused + " were refused");
    }

    private InputRows newInputs(String text) throws IOException {
        Path trained = Files.writeString(folder.resolve("trained.arff"), FRUIT + "1,red,2,pear\n3,red,4,apple\n");
        Path other = Files.writeString(folder.resolve("new.arff"), text);
        return new Arff(trained, "last", List.of()).newInputs(other).orElseThrow();
    }

    @Test
    void newExamplesAreFoundByNameAndNeedNoTarget() throws IOException {
        InputRows.InMemory sorted = (InputRows.InMemory) newInputs("""
                @relation new
                @attribute kind {pear, apple}
                @attribute seeds integer
                @attribute 'colour of skin' {"it's %", red}
                @attribute weight real
                @data
                ?, 5, red, 1.5
                {1 6, 3 2.5}
                """);
        assertArrayEquals(new float[] {1.5f, 1, 0, 0, 5, 2.5f, 0, 0, 1, 6}, sorted.x());
        String value =
                assertThrows(IncompatibleException.class, () -> newInputs("""
                @relation new
                @attribute weight real
                @attribute 'colour of skin' {red, blue}
                @attribute seeds integer
                @data
                1, blue, 2
                """)).getMessage();
        assertTrue(
                value.contains("attribute 'colour of skin' lists \"blue\", which the training data do not have"),
                value);
        String missing =
                assertThrows(IncompatibleException.class, () -> newInputs("""
                @relation new
                @attribute weight real
                @data
                1
                """)).getMessage();
        assertTrue(missing.contains("there is no column colour of skin, seeds; the network was trained with"), missing);
    }
}
