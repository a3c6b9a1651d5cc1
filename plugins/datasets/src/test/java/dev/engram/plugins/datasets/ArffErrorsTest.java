package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArffErrorsTest {
    private static final String HEADER =
            "@relation r\n@attribute a real\n@attribute n integer\n@attribute k {x,'y z'}\n@data\n";

    @TempDir
    Path folder;

    /** Asserts the message without the folder. */
    private void refused(String text, String expected, String target, String... drop) throws IOException {
        Path file = Files.writeString(folder.resolve("my.arff"), text);
        Arff arff = new Arff(file, target, List.of(drop));
        String message = assertThrows(IncompatibleException.class, () -> arff.load(new TestRng(1)))
                .getMessage();
        assertEquals(expected, message.replace(folder + "/", ""));
    }

    private void refused(String text, String expected) throws IOException {
        refused(text, expected, "last");
    }

    private void refusedRow(String row, String expected) throws IOException {
        refused(HEADER + "1,2,x\n" + row + "\n", "my.arff:7:" + expected);
    }

    @Test
    void valuesThatDoNotFitTheirAttributeAreNamedWithTheirPlace() throws IOException {
        refusedRow(
                "1, ?,x",
                "4: attribute 'n' is missing (?); missing values are not imputed: fill it in, remove the row, or drop"
                        + " the attribute if it is an input");
        refusedRow(
                "NaN,2,x",
                "1: attribute 'a': \"NaN\" is not a number; correct it, remove the row, or drop the attribute if it is"
                        + " an input");
        refusedRow("1e39,2,x", "1: attribute 'a': 1e39 is too large for single precision; scale the column");
        refusedRow(
                "1,2.5,x",
                "3: attribute 'n': 2.5 is not a whole number, but the attribute is declared as integer; correct it, or"
                        + " declare it as real in line 3");
        refusedRow("1,2,X", "5: attribute 'k': \"X\" is not a listed value; correct it, or add it to x, y z in line 4");
        refusedRow(
                "'',2,x", "1: attribute 'a' is empty; missing numbers are not imputed: fill it in or remove the row");
    }

    @Test
    void otherRowsThatCannotBeReadAreNamedByTheirLines() throws IOException {
        String first = "1: attribute 'a': 1e39 is too large for single precision; scale the column; ";
        refusedRow("1e39,2,x\n1,2,x\n1,2,X", first + "line 9 cannot be read either");
        refusedRow("1e39,2,x\n'1,2,x\n1,2,x\n{9 1}", first + "lines 8, 10 cannot be read either");
        String lines = IntStream.rangeClosed(8, 27).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        refusedRow(
                "1e39,2,x\n" + "1,2,X\n".repeat(50),
                first + "lines " + lines + " and perhaps more cannot be read either");
    }

    @Test
    void rowsOfAnotherFormAreNamedWithTheirPlace() throws IOException {
        String remedy = "; correct it, or put quotes around values that contain commas or blanks";
        refusedRow("1,2", "1: this row has 2 values, but there are 3 attributes" + remedy);
        refusedRow("1,2,x,4", "1: this row has 4 values, but there are 3 attributes" + remedy);
        refusedRow("1,,x", "3: expected a value, or ? for a missing one, but found ','");
        refusedRow("1,2,", "5: expected a value, or ? for a missing one, but found the end of the line");
        refusedRow("1,2,x,{5}", "7: a weight of an example cannot be read; remove it");
        refusedRow("{0 1},{5}", "7: a weight of an example cannot be read; remove it");
    }

    @Test
    void sparseRowsOfAnotherFormAreNamedWithTheirPlace() throws IOException {
        refusedRow("{3 1}", "2: there is no attribute with the index \"3\"; give a number from 0 to 2");
        refusedRow("{-1 1}", "2: there is no attribute with the index \"-1\"; give a number from 0 to 2");
        refusedRow("{1 1, 1 2}", "7: the index 1 comes after 1; give each index once, in ascending order");
        refusedRow("{1}", "3: expected the value of attribute 1, but found '}'");
        refusedRow("{0 1,}", "6: expected the index of an attribute, from 0, but found '}'");
        refusedRow("{0 1", "4: after this value there is the end of the line instead of , or }; close the row with }");
        refusedRow(
                "{0 1} x",
                "7: expected the end of the line after the row, but found 'x'; remove it, or put quotes around a name"
                        + " or value that contains it");
    }

    @Test
    void quotesThatDoNotMatchAreNamedWithTheirPlace() throws IOException {
        refusedRow("1,2,'x", "5: the quotes that open here are not closed in this line; close them");
        refusedRow(
                "1,2,'x'y",
                "8: after closing quotes there is 'y' instead of a comma, a blank or the end of the line; write a quote"
                        + " inside quotes as \\'");
        refusedRow("1,2,x'y", "6: there is ''' inside a value without quotes; put quotes around the value");
        refusedRow(
                "1,2,x%y",
                "6: there is '%' inside a value without quotes; put quotes around the value, or a blank before a"
                        + " comment");
        refusedRow("1,2,'\\q'", "7: a backslash cannot be followed by 'q'; write \\\\ for a backslash");
        refusedRow(
                "1,2,'\\u12x'",
                "10: expected four hexadecimal digits after \\u, but found 'x'; write \\\\ for a backslash");
    }

    @Test
    void declarationsThatCannotBeReadAreNamedWithTheirPlace() throws IOException {
        refused(
                "@relation r\n@atribute a real\n",
                "my.arff:2:1: there is no declaration '@atribute'; before the examples write @relation, @attribute or"
                        + " @data, and % before a comment");
        refused(
                "@attribute my size real\n",
                "my.arff:1:15: there is no type 'size'; use numeric, integer, real, string, date or {listed values},"
                        + " and put quotes around a name that contains blanks");
        refused("@attribute k {a,b,a}\n", "my.arff:1:19: the value \"a\" is listed twice; remove one of them");
        refused(
                "@attribute k {New York}\n",
                "my.arff:1:15: after this value there is 'Y' instead of , or }; put quotes around values that contain"
                        + " blanks");
        refused(
                "@attribute a real\n@attribute a real\n",
                "my.arff:2:12: attribute 'a' is already declared in line 1; rename one of them");
        refused(
                "@attribute a relational\n",
                "my.arff:1:14: relational attributes cannot be read; write the file without them");
        refused(
                "@attribute a real [0,1]\n",
                "my.arff:1:19: expected the end of the line after the declaration, but found '['; remove it, or put"
                        + " quotes around a name or value that contains it");
        refused(
                "@attribute a real\n",
                "my.arff:1:14: there is no line @data before the end of the file; it is not an ARFF file, or truncated:"
                        + " fetch it again");
    }

    @Test
    void textAndDatesAreRefusedUnlessDropped() throws IOException {
        String header = "@attribute s string\n@attribute a real\n@attribute d date\n@data\n";
        refused(
                header,
                "my.arff:3:12: attribute 'd' is of type date, which cannot be a target; name another target",
                "last",
                "s");
        refused(
                header,
                "my.arff:1:12: attribute 's' is of type string, which cannot be an input; drop it (drop: [s]), or"
                        + " replace it by numbers",
                "a");
        refused(header, "my.arff: no input is left; drop fewer attributes", "a", "s", "d");
    }

    @Test
    void settingsThatDoNotFitTheFileAreNamed() throws IOException {
        refused(
                HEADER,
                "my.arff: there is no column 'c' for the target; give last, a number from 1 to 3 or one of a, n, k",
                "c");
        refused(HEADER, "my.arff: there is no attribute 'c' to drop; the attributes are a, n, k", "last", "c");
        refused(
                HEADER,
                "my.arff:4:12: attribute 'k' is the target and cannot be dropped; name another target, or do not drop"
                        + " it",
                "last",
                "k");
    }

    @Test
    void uninformativeTablesAreRefused() throws IOException {
        refused(HEADER, "my.arff: there is no row after @data; the file needs one for each example");
        refused(
                HEADER + "1,2,x\n3,4,x\n",
                "my.arff: every example is of class x, so there is nothing to classify; name a target other than"
                        + " attribute 'k'");
        refused(
                "@attribute a real\n@data\n1\n",
                "my.arff: it declares 1 attributes, but inputs and a target need two; declare each with @attribute");
        refused(
                "@attribute a real\n@attribute k {'',b}\n@data\n1,b\n",
                "my.arff:2:12: attribute 'k' lists a class with an empty name; give it a name");
    }
}
