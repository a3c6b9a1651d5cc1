package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    private static List<List<String>> rows(String text) throws IOException {
        CsvReader rows = new CsvReader(new StringReader(text), "f.csv", ',');
        List<List<String>> all = new ArrayList<>();
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            all.add(List.copyOf(row));
        }
        return all;
    }

    @Test
    void everyLineEndCountsOnceAndTheLastMayBeMissing() throws IOException {
        List<List<String>> expected = List.of(List.of("a", "b"), List.of("c", "d"));
        assertEquals(expected, rows("a,b\nc,d\n"));
        assertEquals(expected, rows("a,b\nc,d"));
        assertEquals(expected, rows("a,b\r\nc,d\r\n"));
        assertEquals(expected, rows("a,b\rc,d\r"));
    }

    @Test
    void quotesHideDelimitersLineEndsAndDoubledQuotes() throws IOException {
        assertEquals(
                List.of(List.of("a,b", "say \"hi\"", "two\nlines", ""), List.of("x")),
                rows("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\nx\n"));
    }

    @Test
    void spacesAroundPlainCellsGoAndThoseInsideQuotesStay() throws IOException {
        assertEquals(List.of(List.of("a b", " c ")), rows(" a b ,\" c \""));
    }

    @Test
    void aByteOrderMarkAndBlankLinesAreLeftOut() throws IOException {
        assertEquals(List.of(List.of("a", "b"), List.of("c", "")), rows("\uFEFFa,b\n\n  \r\nc,\n\n"));
    }

    @Test
    void quotesInsideAPlainCellAreText() throws IOException {
        assertEquals(List.of(List.of("5\" pipe", "x")), rows("5\" pipe,x"));
    }

    @Test
    void anEmptyCellInQuotesIsARow() throws IOException {
        assertEquals(List.of(List.of("")), rows("\"\"\n"));
    }

    @Test
    void nothingGivesNoRows() throws IOException {
        assertEquals(List.of(), rows(""));
        assertEquals(List.of(), rows("\n\r\n"));
    }

    @Test
    void openQuotesAreFoundWhereTheyOpen() {
        IncompatibleException m = assertThrows(IncompatibleException.class, () -> rows("a,b\nc,\"d\ne,f\n"));
        assertEquals("f.csv:2:3: the quotes that open here are never closed; close them", m.getMessage());
    }

    @Test
    void textAfterClosingQuotesIsReportedWithItsPosition() {
        IncompatibleException m = assertThrows(IncompatibleException.class, () -> rows("a,b\n\"two\nlines\"x,d\n"));
        assertEquals(
                "f.csv:3:7: after closing quotes there is 'x' instead of the delimiter ',' or the end of the line;"
                        + " write a quote inside quotes twice",
                m.getMessage());
    }

    @Test
    void placesCountLinesInsideQuotes() throws IOException {
        CsvReader rows = new CsvReader(new StringReader("\"a\nb\",c\n\nxy,z\n"), "f.csv", ',');
        rows.next();
        assertEquals("f.csv:2:4: odd", rows.error(1, "odd").getMessage());
        rows.next();
        assertEquals("f.csv:4:4: odd", rows.error(1, "odd").getMessage());
    }

    @Test
    void everyCellOfAWideRowKnowsItsPlace() throws IOException {
        CsvReader rows = new CsvReader(new StringReader("a\n" + "12,".repeat(100) + "x\n"), "f.csv", ',');
        rows.next();
        rows.next();
        for (int cell = 0; cell <= 100; cell++) {
            assertEquals(
                    "f.csv:2:" + (3 * cell + 1) + ": odd",
                    rows.error(cell, "odd").getMessage());
        }
    }
}
