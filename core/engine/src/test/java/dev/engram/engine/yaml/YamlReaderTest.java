package dev.engram.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.suite.Toys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    private static String problems(String text) {
        Problems problems = new Problems();
        YamlReader.file(text, "s.yaml", problems);
        return problems.list().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private static Node tree(String text) {
        Problems problems = new Problems();
        Optional<Node> node = YamlReader.file(text, "s.yaml", problems);
        assertEquals("", problems(text));
        return node.orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        a: [1, 2                | s.yaml:1:4 this list has no closing ']'
        a: {b: 1                | s.yaml:1:4 this map has no closing '}'
        a: 'x                   | s.yaml:1:4 this quoted text has no closing quote
        a: "x\\q"               | s.yaml:1:7 unknown escape; put text with a backslash into single quotes
        a:@\tb: 1               | s.yaml:2:1 a tab is not allowed here; indent with spaces
        a: b: c                 | s.yaml:1:5 a ':' is not allowed here; check the indentation, and quote text that \
        contains ': '
        a: 1@ b: 2              | s.yaml:2:3 a ':' is not allowed here; check the indentation, and quote text that \
        contains ': '
        a: 1@b@c: 2             | s.yaml:2:1 a ':' is missing after this key
        a: `x                   | s.yaml:1:4 a value cannot start with this character; quote the value
        a: "x" y                | s.yaml:1:8 this does not fit the lines above; check the indentation, and quote text \
        that contains quotes
        a: - b                  | s.yaml:1:4 a '- ' is not allowed here; start the list on its own line
        a: [,]                  | s.yaml:1:5 a value is missing before this
        a: [b: {c: d, e: f]     | s.yaml:1:19 a ',' or '}' is missing before this
        a: "\\U99999999"        | s.yaml:1:2 the YAML is invalid from here on; look for a wrong escape in a quoted text
        a: !e!x y               | s.yaml:1:4 invalid YAML: found undefined tag handle !e!
        """)
    void syntaxErrorsAreReportedInOneLineAtTheMistake(String text, String expected) {
        assertEquals(expected, problems(text.replace("@", "\n").replace("\\t", "\t")));
    }

    @Test
    void repeatedKeysAreRefusedAtTheSecondAndReadingContinues() {
        assertEquals("""
            s.yaml:3:1 the key 'a' is given twice, first in line 1; keep one of them
            s.yaml:4:5 the key 'c' is given twice, first in line 3; keep one of them\
            """, problems("a: 1\n" + "b: 2\n" + "a: {c: 1,\n" + "    c: 2}\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a: {rate: 0,1, b: 2}   | 11 a comma starts a new key here, so 0,1 is not a number; write rate: 0.1 | {rate: \
        0.1, b: 2}
        a: {rate: -2,5e-3}     | 11 a comma starts a new key here, so -2,5e-3 is not a number; write rate: -2.5e-3 | \
        {rate: -2.5e-3}
        a: {n: 1,000}          | 8 a comma starts a new key here, so 1,000 is not a number; write n: 1.000 or 1000 | \
        {n: 1000}
        a: {n: 1,000,000, b: 2} | 8 a comma starts a new key here, so 1,000,000 is not a number; write n: 1000000 | \
        {n: 1000000, b: 2}
        a: {n: 1,000,00}       | 8 a comma starts a new key here, so 1,000,00 is not a number; write the number \
        without commas, or, for a list, n: [1, 000, 00] | {n: 100000}
        a: {n: 1,2,3, b: 2}    | 8 a comma starts a new key here, so 1,2,3 is not a number; write the number without \
        commas, or, for a list, n: [1, 2, 3] | {n: 123, b: 2}
        """)
    void aDecimalCommaInAMapIsReportedAndReadingContinues(String text, String expected, String read) {
        assertEquals("s.yaml:1:" + expected, problems(text));
        Node.Mapping tree =
                (Node.Mapping) YamlReader.file(text, "s.yaml", new Problems()).orElseThrow();
        assertEquals(read, tree.get("a").text());
    }

    @Test
    void aCommaInTheValueOfARepeatedKeyIsNotReported() {
        assertEquals(
                "s.yaml:1:11 the key 'n' is given twice, first in line 1; keep one of them",
                problems("a: {n: 1, n: 2,000,000}"));
    }

    @Test
    void digitsAfterASpaceAreAKey() {
        assertEquals("{a: 0, 1: }", tree("{a: 0, 1}").text());
        assertEquals("{a: 0, 1: 5}", tree("{a: 0,1: 5}").text());
        assertEquals("{a: x, 1: }", tree("{a: x,1}").text());
    }

    @Test
    void anchorsAliasesMergesAndTagsAreRefused() {
        assertEquals(
                "s.yaml:1:4 &x: anchors are not allowed; write the value out where it is needed\n"
                        + "s.yaml:2:4 *x: aliases are not allowed; write the value out, or share it with extends",
                problems("a: &x 1\nb: *x\n"));
        assertEquals("s.yaml:1:1 merge keys are not allowed; share values with extends", problems("<<: {a: 1}\n"));
        assertEquals("s.yaml:1:4 the tag !!str is not allowed; the type follows from the key", problems("a: !!str 1"));
        assertEquals(
                "s.yaml:1:4 the tag !java is not allowed; the type follows from the key", problems("a: !java {b: 1}"));
        assertEquals("s.yaml:1:4 the tag ! is not allowed; the type follows from the key", problems("a: ! [1]"));
    }

    @Test
    void aBombOfAliasesIsRefusedAtItsFirst() {
        assertTrue(problems("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n").contains("s.yaml:2:8 *a: aliases"));
    }

    @Test
    void emptyTextsSecondDocumentsAndOddKeysAreRefused() {
        String empty = "there are no settings here; write at least data, network, loss, optimizer and training";
        assertEquals("s.yaml:1:1 " + empty, problems(""));
        assertEquals("s.yaml:3:1 " + empty, problems("# only\n# words\n"));
        assertEquals(
                "s.yaml:2:1 a second document starts here; put it into its own file", problems("a: 1\n---\nb: 2\n"));
        assertEquals("s.yaml:1:3 a key must be a word, not a list", problems("? [a]\n: 1"));
        assertEquals("s.yaml:1:1 a key is missing before ':'", problems("'': 1"));
    }

    @Test
    void controlCharactersAreReportedAtTheirLocation() {
        assertEquals(
                "s.yaml:2:5 the character U+0001 is not allowed in YAML; is this a text file?",
                problems("a: 1\nb: x\u0001\n"));
    }

    @Test
    void deepNestingIsAProblemAndNotAnOverflow() {
        assertEquals("s.yaml:1:41 maps and lists are nested more than 40 levels deep", problems("[".repeat(100_000)));
    }

    @Test
    void scalarsStayTextAndKnowWhetherTheyAreQuoted() {
        Node.Mapping m = (Node.Mapping) tree("a: 010\nb: no\nc: '5'\nd:\ne: 1_000\n");
        assertEquals("{a: 010, b: no, c: 5, d: , e: 1_000}", m.text());
        assertEquals(new Node.Scalar(new Location("s.yaml", 3, 4), "5", false), m.get("c"));
        assertTrue(m.get("d").isNull());
    }

    @Test
    void unreadableFilesAreReportedByName(@TempDir Path folder) throws IOException {
        assertEquals("no.yaml does not exist", Toys.problems(folder.resolve("no.yaml")));
        Files.createDirectory(folder.resolve("d"));
        assertEquals("d is a directory; name a file", Toys.problems(folder.resolve("d")));
        Files.write(folder.resolve("big.yaml"), new byte[SuiteLimits.FILE_BYTES + 1]);
        assertEquals(
                "big.yaml is larger than 1048576 bytes; name a suite in YAML",
                Toys.problems(folder.resolve("big.yaml")));
        Files.write(folder.resolve("latin.yaml"), "a: 1\nb: é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "latin.yaml:2:4 this is not UTF-8 text; save the file as UTF-8",
                Toys.problems(folder.resolve("latin.yaml")));
        Files.write(folder.resolve("cut.yaml"), new byte[] {'a', (byte) 0xC3});
        assertEquals(
                "cut.yaml:1:2 this is not UTF-8 text; save the file as UTF-8",
                Toys.problems(folder.resolve("cut.yaml")));
        Files.write(folder.resolve("zero.yaml"), new byte[] {'a', ':', ' ', 0});
        assertEquals(
                "zero.yaml:1:4 the character U+0000 is not allowed in YAML; is this a text file?",
                Toys.problems(folder.resolve("zero.yaml")));
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheText(@TempDir Path folder) {
        Path file = Toys.write(folder, "bom.yaml", "\uFEFFnmae: x");
        assertTrue(
                Toys.problems(file).contains("bom.yaml:1:1 nmae: unknown key; did you mean name?"),
                Toys.problems(file));
    }

    @Test
    void controlCharactersAreRefusedInEveryText() {
        assertEquals("""
            s.yaml:1:4 the text contains the control character U+0000, which is not allowed; remove it
            s.yaml:2:4 the text contains the control character U+001B, which is not allowed; remove it
            s.yaml:3:4 the text contains the control character U+202E, which is not allowed; remove it
            s.yaml:4:1 the text contains the control character U+0007, which is not allowed; remove it""", problems("""
            a: "x\\0y"
            b: "\\e[2J"
            c: "\\u202Ex"
            "d\\a": 1
            """));
    }

    @Test
    void namesAndKeysAreOnOneLine() {
        assertEquals("""
            s.yaml:1:7 name: a name must be on one line, but this one contains a line break
            s.yaml:2:1 a key must be on one line, but this one contains a line break""", problems("""
            name: "a\\nb"
            "c\\nd": 1
            """));
        tree("about: |\n  two\n  lines\n");
    }
}
