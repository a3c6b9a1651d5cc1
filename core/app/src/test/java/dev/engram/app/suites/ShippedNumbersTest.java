package dev.engram.app.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every YAML reader sees a number where Engram sees one: YAML 1.1, which most readers follow, takes {@code 1e-4} for a
 * word and {@code 1.0e-4} for a number.
 */
class ShippedNumbersTest {
    private static final Path EXPERIMENTS = Path.of("../../experiments");
    private static final Pattern WITH_EXPONENT =
            Pattern.compile("(?<![\\w.#/-])[+-]?(\\d+(\\.\\d*)?|\\.\\d+)[eE][+-]?\\d+(?![\\w.])");
    private static final Pattern NUMBER_OF_YAML_1_1 = Pattern.compile("[+-]?\\d*\\.\\d*[eE][+-]\\d+");

    private static List<String> words(String text) {
        return WITH_EXPONENT
                .matcher(text)
                .results()
                .map(r -> r.group())
                .filter(n -> !NUMBER_OF_YAML_1_1.matcher(n).matches())
                .toList();
    }

    @Test
    void everyNumberWithAnExponentHasAPointAndASign() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(EXPERIMENTS)) {
            files = all.filter(f -> f.toString().endsWith(".yaml")
                            || f.getFileName().toString().equals("REFERENCE.md"))
                    .toList();
        }
        assertTrue(files.size() > 10, "too few: " + files);
        for (Path f : files) {
            assertEquals(List.of(), words(Files.readString(f)), f.toString());
        }
    }

    @Test
    void theTestFindsWhatOtherReadersTakeForAWord() {
        assertEquals(
                List.of("1e-4", "1.0e5", "-2E3"), words("{a: 1e-4, b: [1.0e5,-2E3], c: 1.0e-4, d: x1e-4, e: 3.2}"));
    }
}
