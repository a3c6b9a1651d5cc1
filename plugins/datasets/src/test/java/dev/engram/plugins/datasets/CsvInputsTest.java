package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.datasets.Csv.Delimiter;
import dev.engram.plugins.datasets.Csv.Header;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New examples for a trained network, in a CSV file. */
class CsvInputsTest {
    @TempDir
    private Path folder;

    private Csv csv(String text) throws IOException {
        return csv(text, List.of(), List.of());
    }

    private Csv csv(String text, List<String> categories, List<String> drop) throws IOException {
        Path file = Files.writeString(folder.resolve("my.csv"), text);
        return new Csv(file, Delimiter.COMMA, Header.AUTO, "last", true, categories, drop);
    }

    @Test
    void newExamplesHaveTheValuesOfTheTrainingDataInTheirOrder() throws IOException {
        Path other = Files.writeString(folder.resolve("new.csv"), "port,age,sex,name\nQ,7,m,joe\nS,8,f,sue\n");
        Csv trained = csv(
                "name,sex,age,port,k\nbob,m,3,S,x\neve,f,4,C,y\nann,f,5,Q,x\n",
                List.of("sex", "port"),
                List.of("name"));
        InputRows.InMemory rows = (InputRows.InMemory) trained.newInputs(other).orElseThrow();
        assertArrayEquals(new float[] {0, 1, 7, 0, 1, 0, 1, 0, 8, 0, 0, 1}, rows.x());
        Files.writeString(other, "port,age,sex\nQ,7,m\nX,8,f\n");
        String unknown = assertThrows(IncompatibleException.class, () -> trained.newInputs(other))
                .getMessage();
        assertTrue(
                unknown.endsWith("new.csv:3:1: column 1 (port): the network was not trained with the value \"X\"; it"
                        + " knows C, Q, S"),
                unknown);
        Files.writeString(other, "joe,f,7\n");
        Csv bare = csv("bob,m,3,x\neve,f,4,y\n", List.of("2"), List.of("1"));
        InputRows.InMemory placed = (InputRows.InMemory) bare.newInputs(other).orElseThrow();
        assertArrayEquals(new float[] {1, 0, 7}, placed.x());
    }

    @Test
    void newExamplesWithoutAnyKnownColumnAreShownAsTheyWereRead() throws IOException {
        Path other = Files.writeString(folder.resolve("new.csv"), "a;b\n1;2\n");
        Csv trained = csv("a,b,kind\n1,2,x\n3,4,y\n");
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
        Csv trained = csv("a,b,kind\n1,2,x\n3,4,y\n");
        String bad = assertThrows(IncompatibleException.class, () -> trained.newInputs(other))
                .getMessage();
        assertTrue(
                bad.endsWith("new.csv:2:3: column 2 (b): \"two\" is not a number; correct it, or remove the row"), bad);
    }

    @Test
    void newExamplesWithTheHeaderOfTheTrainingDataAreReadByPlace() throws IOException {
        Path other = Files.writeString(folder.resolve("new.csv"), "a,b,a\n1,2,3\n");
        Csv trained = csv("a,b,a,kind\n1,2,3,x\n3,4,5,y\n");
        InputRows.InMemory rows = (InputRows.InMemory) trained.newInputs(other).orElseThrow();
        assertArrayEquals(new float[] {1, 2, 3}, rows.x());
    }

    @Test
    void newExamplesWithAnInputTwiceAreRefusedBecauseColumnsAreFoundByName() throws IOException {
        Path other = Files.writeString(folder.resolve("new.csv"), "a,b,a\n1,2,3\n");
        Csv trained = csv("a,b,kind\n1,2,x\n3,4,y\n");
        String twice = assertThrows(IncompatibleException.class, () -> trained.newInputs(other))
                .getMessage();
        assertTrue(twice.contains("new.csv: several columns, here or in the file"), twice);
        assertTrue(twice.contains("are named a; columns are found by name"), twice);
    }
}
