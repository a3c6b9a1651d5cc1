package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Schedule;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are single source files. */
class SourcePluginsTest {
    private static final String FLAT = PluginFile.schedule("Flat", "flat", "much");

    @TempDir
    Path temp;

    private Path plugins;

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectory(temp.resolve("my plugins"));
    }

    private Path source(String name, String text) throws IOException {
        return Files.writeString(plugins.resolve(name), text);
    }

    private static Plugins load(Path... roots) {
        return Plugins.load(List.of(roots), List.of());
    }

    private static Entry schedule(Plugins p, String name) {
        return p.catalog().find(Kind.SCHEDULE, name).orElseThrow();
    }

    private static double value(Entry e) throws ReflectiveOperationException {
        return ((Schedule) e.constructor().newInstance(1f)).at(0, 1);
    }

    private List<String> refused() {
        PluginException e =
                assertThrows(PluginException.class, () -> load(plugins).close());
        return e.getMessage()
                .lines()
                .map(l -> l.replace(plugins.toString(), "DIR"))
                .toList();
    }

    @Test
    void aSourceFileInAFolderBecomesAnEntryWithOriginAndDocumentation() throws Exception {
        Path file = source("Flat.java", FLAT);
        try (Plugins p = load(plugins)) {
            Entry flat = schedule(p, "flat");
            assertEquals(new Origin("Flat.java", "source", file.toString(), Checksums.of(file), false), flat.origin());
            assertEquals(List.of(flat.origin()), p.origins());
            assertEquals("Always much, here called flat.", flat.documentation());
            assertEquals(1.0, value(flat));
        }
        try (var files = Files.list(plugins)) {
            assertEquals(List.of(file), files.toList(), "the compiler left something behind");
        }
    }

    @Test
    void aFileInTheDefaultPackageMayBeARootItself() throws Exception {
        Path file = source("Flat.java", FLAT.replace("package p;", ""));
        try (Plugins p = load(file)) {
            assertEquals("Flat", schedule(p, "flat").type().getName());
            assertEquals(1.0, value(schedule(p, "flat")));
        }
    }

    @Test
    void aComponentMayHaveNestedAndTopLevelHelperClasses() throws Exception {
        source(
                "Flat.java",
                PluginFile.schedule("Flat", "flat", "Helper.two() + new Inner(much).x()")
                                .replace("public double at", "record Inner(double x) {}\n  @Override public double at")
                                .replaceFirst("@Override record", "record")
                        + "final class Helper { static double two() { return 2; } }\n");
        try (Plugins p = load(plugins)) {
            assertEquals(3.0, value(schedule(p, "flat")));
        }
    }

    @Test
    void anEditedFileHasADifferentIdentity() throws Exception {
        source("Flat.java", FLAT);
        String before;
        try (Plugins p = load(plugins)) {
            before = schedule(p, "flat").origin().identity();
        }
        source("Flat.java", FLAT.replace("return much", "return 2 * much"));
        try (Plugins p = load(plugins)) {
            assertEquals(2.0, value(schedule(p, "flat")));
            assertNotEquals(before, schedule(p, "flat").origin().identity());
        }
    }

    @Test
    void everyCompilerErrorHasFileLineAndColumn() throws Exception {
        source("Bad.java", """
            package p;
            /** Bad. */
            @dev.engram.spi.Component("bad")
            public record Bad(@dev.engram.spi.Hyper("1") float much) implements dev.engram.spi.Schedule {
              @Override public double at(long t, long total) {
                t = "1";
                return mach;
              }
            }
            """);
        assertEquals(
                List.of(
                        "DIR/Bad.java:6:9: incompatible types: java.lang.String cannot be converted to long",
                        "DIR/Bad.java:7:12: cannot find symbol; symbol: variable mach; location: class p.Bad"),
                refused());
    }

    @Test
    void aTabCountsAsOneColumnAndAByteOrderMarkAsNone() throws Exception {
        source("Flat.java", "\uFEFF" + FLAT.replace("    return", "\t\treturn"));
        try (Plugins p = load(plugins)) {
            assertEquals(1.0, value(schedule(p, "flat")));
        }
        source(
                "Flat.java",
                "\uFEFF" + FLAT.replace("    return much", "\t\treturn mach").replace("\n", "\r\n"));
        assertEquals(
                List.of("DIR/Flat.java:7:10: cannot find symbol; symbol: variable mach; location: class p.Flat"),
                refused());
    }

    @Test
    void theFolderMayHaveAnyName() throws Exception {
        Path folder = Files.createDirectories(plugins.resolve("mit Leerzeichen & 日本語"));
        Files.writeString(folder.resolve("Flach\u00e9.java"), FLAT.replace("Flat(", "Flach\u00e9("));
        try (Plugins p = load(folder)) {
            assertEquals(1.0, value(schedule(p, "flat")));
        }
    }

    @Test
    void anErrorInAHyperparameterNamesIt() throws Exception {
        source("Flat.java", FLAT.replace("value = \"1\"", "value = \"1\", range = \"0..1\""));
        assertEquals(
                List.of("DIR/Flat.java: p.Flat: its field much: '0..1' is not an interval such as [0,1) or (0,inf)"),
                refused());
    }

    @Test
    void aComponentWithoutADocCommentIsRefusedWithItsLocation() throws Exception {
        source("Flat.java", FLAT.replaceAll("/\\*\\*.*\\*/", ""));
        assertEquals(
                List.of("DIR/Flat.java:4:8: a component needs a Javadoc comment: equation, shapes, errors, citation"),
                refused());
    }

    @Test
    void aFileThatCompilesButIsNotAPluginIsRefusedWithTheReason() throws Exception {
        source("A.java", "class A {}");
        source("B.java", FLAT.replace("Flat(", "B(").replace("package p;", "package dev.engram.spi.mine;"));
        Files.write(
                plugins.resolve("C.java"), "class C { String s = \"\u00e9\"; }".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                List.of(
                        "DIR/A.java: it contains no component: annotate its public record with"
                                + " @Component(\"its-name\")",
                        "DIR/B.java: its package belongs to Engram; use a package of your own, or none",
                        "DIR/C.java: it is not UTF-8 text; save it as UTF-8"),
                refused());
    }

    @Test
    void theEngineIsNotVisible() throws Exception {
        source("Flat.java", PluginFile.schedule("Flat", "flat", "dev.engram.engine.plugins.Kind.values().length"));
        assertEquals(List.of("DIR/Flat.java:7:37: package dev.engram.engine.plugins does not exist"), refused());
    }

    @Test
    void aNameThatAJarAlsoUsesIsRefusedWithBothFiles() throws Exception {
        PluginFile.withSchedule(Files.createDirectory(temp.resolve("work")), "one", "Level", "flat")
                .jar(plugins.resolve("a.jar"));
        source("Flat.java", FLAT);
        List<String> lines = refused();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(
                lines.get(0).contains("schedule/flat")
                        && lines.get(0).contains("DIR/a.jar")
                        && lines.get(0).contains("DIR/Flat.java"),
                lines::toString);
    }

    @Test
    void aJavaWithoutACompilerIsReported() throws Exception {
        Path file = source("Flat.java", FLAT);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SourceCompiler.read(file, Optional.empty(), Optional.empty()))
                .getMessage();
        assertTrue(message.contains("JRE without a compiler; run Engram with JDK 17"), message);
    }

    @Test
    void closingLeavesNoClassLoaderBehind() throws Exception {
        source("Flat.java", FLAT);
        Plugins p = load(plugins);
        WeakReference<ClassLoader> left =
                new WeakReference<>(schedule(p, "flat").type().getClassLoader());
        p.close();
        for (int i = 0; i < 50 && left.get() != null; i++) {
            System.gc();
        }
        assertNull(left.get(), "its class loader is still reachable");
    }
}
