package dev.engram.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the documents and suites of the repository. */
class TextFileTest {
    private static final Path ROOT = Path.of("../..");
    private static final int MAX_COLUMNS = 120;

    /** Folders with what a build made, and with names in tests that are longer than a line. */
    private static final List<String> NOT_READ = List.of("/target/", "/test/resources/");

    private static List<Path> files(String ending) throws IOException {
        List<Path> all = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (String folder : List.of(".github", "core", "experiments", "plugins")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(f -> f.toString().endsWith(ending))
                        .filter(f -> NOT_READ.stream().noneMatch(f.toString().replace('\\', '/')::contains))
                        .forEach(all::add);
            }
        }
        all.removeIf(f -> !f.toString().endsWith(ending));
        assertTrue(all.size() > 20, "only " + all.size() + " files end in " + ending);
        return all;
    }

    @Test
    void noLineOfASuiteIsLongerThan120Columns() throws IOException {
        List<String> longLines = new ArrayList<>();
        for (Path f : files(".yaml")) {
            List<String> lines = Files.readAllLines(f);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > MAX_COLUMNS) {
                    longLines.add(f + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), longLines);
    }

    /** Tables and code are as wide as they have to be. */
    @Test
    void noLineOfProseIsLongerThan120Columns() throws IOException {
        List<String> longLines = new ArrayList<>();
        for (Path f : files(".md")) {
            List<String> lines = Files.readAllLines(f);
            boolean code = false;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                code ^= line.strip().startsWith("```");
                boolean prose = !code && !line.startsWith("|") && !line.startsWith("    ");
                if (prose && line.length() > MAX_COLUMNS) {
                    longLines.add(f + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), longLines);
    }
}
