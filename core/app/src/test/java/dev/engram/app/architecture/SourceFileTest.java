package dev.engram.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the source files of core, main and test; those for the text of a file hold for plugins as well. */
class SourceFileTest {
    private static final Path CORE = Path.of("..");
    private static final int MAX_FILES = 32;
    private static final int MAX_COLUMNS = 120;
    private static final int MAX_COMPONENTS = 7;
    private static final String PACKAGE_PAGE = "package-info.java";

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("spi", "engine", "testkit", "app", "api", "mcp", "bench")) {
            for (String kind : List.of("main", "test")) {
                Path root = CORE.resolve(module).resolve("src").resolve(kind).resolve("java");
                if (Files.isDirectory(root)) {
                    try (Stream<Path> files = Files.walk(root)) {
                        files.filter(f -> f.toString().endsWith(".java")).forEach(all::add);
                    }
                }
            }
        }
        assertTrue(all.size() > 500, "only " + all.size() + " source files were found");
        return all;
    }

    /** Those of core, of its Spark application and of the plugins. */
    private static List<Path> allSources() throws IOException {
        List<Path> all = new ArrayList<>(sources());
        for (Path root : List.of(CORE.resolve("spark"), CORE.resolve("../plugins"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(f -> f.toString().endsWith(".java"))
                        .filter(f -> f.toString().contains("/src/"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static Map<Path, Set<String>> filesByFolder() throws IOException {
        Map<Path, Set<String>> folders = new TreeMap<>();
        for (Path f : sources()) {
            folders.computeIfAbsent(f.getParent(), k -> new TreeSet<>())
                    .add(f.getFileName().toString());
        }
        return folders;
    }

    @Test
    void aPackageHasAtMost32Files() throws IOException {
        List<String> large = new ArrayList<>();
        filesByFolder().forEach((folder, files) -> {
            if (files.size() > MAX_FILES) {
                large.add(folder + ": " + files.size());
            }
        });
        assertEquals(List.of(), large);
    }

    @Test
    void everyPackageHasAPage() throws IOException {
        List<String> without = new ArrayList<>();
        filesByFolder().forEach((folder, files) -> {
            if (folder.toString().contains("src/main") && !files.contains(PACKAGE_PAGE)) {
                without.add(folder.toString());
            }
        });
        assertEquals(List.of(), without);
    }

    @Test
    void noSimpleClassNameOccursTwice() throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (Path f : sources()) {
            byName.computeIfAbsent(f.getFileName().toString(), k -> new ArrayList<>())
                    .add(f);
        }
        byName.remove(PACKAGE_PAGE);
        byName.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), byName);
    }

    @Test
    void noLineIsLongerThan120Columns() throws IOException {
        List<String> longLines = new ArrayList<>();
        for (Path f : allSources()) {
            int number = 0;
            for (String line : Files.readAllLines(f)) {
                number++;
                if (line.length() > MAX_COLUMNS) {
                    longLines.add(f + ":" + number);
                }
            }
        }
        assertEquals(List.of(), longLines);
    }

    @Test
    void noConditionalExpressionIsNested() throws IOException {
        List<String> nested = new ArrayList<>();
        for (Path f : allSources()) {
            NestedConditionals.lines(Files.readString(f)).forEach(line -> nested.add(f + ":" + line));
        }
        assertEquals(List.of(), nested);
    }

    @Test
    void aRecordHasAtMostSevenComponentsUnlessTheyAreHyperparameters() throws IOException {
        List<String> large = new ArrayList<>();
        int records = 0;
        for (Path f : allSources()) {
            Map<String, Integer> counts = RecordHeaders.counts(Files.readString(f));
            records += counts.size();
            counts.forEach((name, components) -> {
                if (components > MAX_COMPONENTS) {
                    large.add(f + ": " + name + " has " + components);
                }
            });
        }
        assertTrue(records > 400, "only " + records + " records were found");
        assertEquals(List.of(), large);
    }

    @Test
    void theComponentsOfRecordsAreCounted() {
        assertEquals(
                Map.of("None", 0, "Three", 3),
                RecordHeaders.counts("record None() {}\n"
                        + "/** A record Comment(int a, int b). */\n"
                        + "public record Three<T>(@Hyper(value = \"1,2\", range = \"[0,1]\") int a,\n"
                        + "        Map<String, T> b, int c) implements Some {}\n"
                        + "@Component(\"sgd\")\npublic record Sgd(float rate, float momentum) {}\n"));
    }
}
