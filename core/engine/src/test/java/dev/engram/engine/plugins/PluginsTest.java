package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.suite.ToyDense;
import dev.engram.spi.Schedule;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading, using and closing valid plugins. */
class PluginsTest {
    @TempDir
    Path temp;

    private Path work;
    private Path plugins;

    @BeforeEach
    void makeFolders() throws Exception {
        work = Files.createDirectory(temp.resolve("work"));
        plugins = Files.createDirectory(temp.resolve("plugins"));
    }

    private Plugins load(Path... roots) {
        return Plugins.load(List.of(roots), List.of());
    }

    private static Entry schedule(Plugins p, String name) {
        return p.catalog().find(Kind.SCHEDULE, name).orElseThrow();
    }

    private static double value(Entry e) throws ReflectiveOperationException {
        return ((Schedule) e.constructor().newInstance(1f)).at(0, 1);
    }

    @Test
    void aJarInAFolderBecomesAnEntryWithItsOrigin() throws Exception {
        Path jar = PluginFile.withSchedule(work, "one", "Flat", "flat").jar(plugins.resolve("one.jar"));
        try (Plugins p = load(plugins)) {
            Entry flat = schedule(p, "flat");
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
            assertEquals(new Origin("one", "1.0.0", jar.toString(), sha256, false), flat.origin());
            assertEquals(List.of(flat.origin()), p.origins());
            assertEquals("much", flat.hyperparameters().get(0).name());
            assertEquals("Always much, here called flat.", flat.documentation());
            assertEquals(1.0, value(flat));
        }
    }

    @Test
    void theChecksumOfAPluginIsThatOfTheFileThatWasLoaded() throws Exception {
        Path jar = PluginFile.withSchedule(work, "one", "Flat", "flat").jar(plugins.resolve("one.jar"));
        String loaded = Checksums.of(jar);
        try (Plugins p = load(plugins)) {
            Path other = PluginFile.withSchedule(work, "two", "Steep", "steep").jar(work.resolve("two.jar"));
            Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);
            assertNotEquals(loaded, Checksums.of(jar));
            assertEquals(loaded, p.origins().get(0).sha256());
        }
    }

    @Test
    void theChecksumOfAFileIsComputedWhenItIsAskedFor() throws Exception {
        Path file = work.resolve("later.txt");
        FileChecksum checksum = FileChecksum.of(file);
        assertThrows(UncheckedIOException.class, checksum::hex);
        Files.writeString(file, "contents");
        assertEquals(FileChecksum.known(Checksums.of(file)), checksum);
    }

    @Test
    void readingAZipLeavesItsFolderUnchanged() throws Exception {
        Map<String, byte[]> library = PluginFile.compile(
                work,
                List.of(),
                "lib.Two",
                "package lib; public class Two { public static double value() { return 2; } }");
        Path zip = PluginFile.of(work, "zipped")
                .library("two.jar", library)
                .source("p.Doubled", PluginFile.schedule("Doubled", "doubled", "lib.Two.value() * much"))
                .zip(plugins.resolve("z.zip"));
        try (Plugins p = load(plugins)) {
            assertEquals(2.0, value(schedule(p, "doubled")));
            assertEquals(
                    "Always lib.Two.value() * much, here called doubled.",
                    schedule(p, "doubled").documentation());
        }
        try (Stream<Path> files = Files.list(plugins)) {
            assertEquals(List.of(zip), files.toList());
        }
    }

    @Test
    void aZipMayDescribeItselfInPluginProperties() {
        PluginFile.withSchedule(work, "unused", "Flat", "flat")
                .without("Plugin-Id")
                .without("Plugin-Version")
                .entry("/plugin.properties", "plugin.id=described\nplugin.version=3.1.4\n")
                .zip(plugins.resolve("z.zip"));
        try (Plugins p = load(plugins)) {
            assertEquals("described", schedule(p, "flat").origin().plugin());
            assertEquals("3.1.4", schedule(p, "flat").origin().version());
        }
    }

    @Test
    void aRootMayBeAFileAndIsReadOnceEvenIfItsFolderIsAlsoARoot() {
        Path jar = PluginFile.withSchedule(work, "one", "Flat", "flat").jar(plugins.resolve("one.JAR"));
        try (Plugins p = load(jar, plugins, plugins.resolve("../plugins"))) {
            assertEquals(1, p.origins().size());
            assertEquals(1, p.catalog().all().size());
        }
    }

    @Test
    void otherFilesAndEmptyFoldersAreIgnored() throws Exception {
        Files.writeString(plugins.resolve("README.md"), "hello");
        // PF4J would skip the plugins named here.
        Files.writeString(plugins.resolve("disabled.txt"), "one");
        PluginFile.withSchedule(work, "one", "Flat", "flat").jar(plugins.resolve("one.jar"));
        try (Plugins p = load(plugins, Files.createDirectory(temp.resolve("empty")))) {
            assertEquals(1, p.catalog().all().size());
        }
    }

    @Test
    void theCatalogDoesNotDependOnTheNamesOfTheFiles() {
        PluginFile a = PluginFile.withSchedule(work, "a", "Aa", "aa");
        PluginFile b = PluginFile.withSchedule(work, "b", "Bb", "bb");
        a.jar(temp.resolve("one/1.jar"));
        b.jar(temp.resolve("one/2.jar"));
        a.jar(temp.resolve("other/2.jar"));
        b.jar(temp.resolve("other/1.jar"));
        try (Plugins one = load(temp.resolve("one"));
                Plugins other = load(temp.resolve("other"))) {
            List<String> names = List.of("schedule/aa", "schedule/bb");
            assertEquals(names, one.catalog().all().stream().map(Entry::id).toList());
            assertEquals(names, other.catalog().all().stream().map(Entry::id).toList());
            assertEquals(
                    one.origins().stream().map(Origin::sha256).toList(),
                    other.origins().stream().map(Origin::sha256).toList());
        }
    }

    @Test
    void builtInComponentsAreInTheCatalogWithoutAnyPlugin() {
        try (Plugins p = Plugins.load(List.of(), List.of(ToyDense.class))) {
            Entry dense = p.catalog().find(Kind.LAYER, "dense").orElseThrow();
            assertSame(ToyDense.class, dense.type());
            assertEquals(Origin.BUILT_IN, dense.origin());
            assertEquals(List.of(), p.origins());
        }
    }

    @Test
    void aPluginSeesTheSpiAndTheJdkButNeitherTheEngineNorItsLibraries() throws Exception {
        PluginFile.withSchedule(work, "one", "Flat", "flat").jar(plugins.resolve("one.jar"));
        try (Plugins p = load(plugins)) {
            ClassLoader loader = schedule(p, "flat").type().getClassLoader();
            assertSame(Schedule.class, loader.loadClass("dev.engram.spi.Schedule"));
            assertSame(java.sql.Connection.class, loader.loadClass("java.sql.Connection"));
            for (String hidden : List.of(
                    "dev.engram.engine.plugins.Catalog",
                    "org.pf4j.PluginManager",
                    "org.yaml.snakeyaml.Yaml",
                    "org.slf4j.Logger",
                    "org.sqlite.JDBC")) {
                Class.forName(hidden, false, getClass().getClassLoader());
                assertThrows(ClassNotFoundException.class, () -> loader.loadClass(hidden), hidden);
            }
            String resource = "dev/engram/engine/plugins/Catalog.class";
            assertTrue(getClass().getClassLoader().getResources(resource).hasMoreElements());
            assertFalse(loader.getResources(resource).hasMoreElements());
        }
    }

    @Test
    void twoZipsMayContainDifferentVersionsOfOneLibrary() throws Exception {
        for (int version = 1; version <= 2; version++) {
            Map<String, byte[]> library = PluginFile.compile(
                    work,
                    List.of(),
                    "lib.Version",
                    "package lib; public class Version { public static int number() { return " + version + "; } }");
            PluginFile.of(work, "user" + version)
                    .library("version.jar", library)
                    .source("p.Uses", PluginFile.schedule("Uses", "uses-" + version, "lib.Version.number()"))
                    .zip(plugins.resolve(version + ".zip"));
        }
        try (Plugins p = load(plugins)) {
            assertEquals(1.0, value(schedule(p, "uses-1")));
            assertEquals(2.0, value(schedule(p, "uses-2")));
            assertNotSame(schedule(p, "uses-1").type(), schedule(p, "uses-2").type());
        }
    }

    @Test
    void aPluginMayUseTheClassesOfAnotherThatItDependsOn() throws Exception {
        Path base = PluginFile.of(work, "base")
                .source("p.Half", PluginFile.schedule("Half", "half", "0.5"))
                .jar(plugins.resolve("z-base.jar"));
        PluginFile.of(work, "user")
                .manifest("Plugin-Dependencies", "base@>=1.0.0, absent?")
                .alsoOnClassPath(base)
                .source(
                        "q.Uses",
                        PluginFile.schedule("Uses", "uses", "new p.Half(1).at(t, total)")
                                .replace("package p;", "package q;"))
                .jar(plugins.resolve("a-user.jar"));
        try (Plugins p = load(plugins)) {
            assertEquals(0.5, value(schedule(p, "uses")));
        }
    }

    @Test
    void closingStopsThePluginAndLeavesNoClassLoaderAndNoFileBehind() throws Exception {
        String stopped = "engram.test.stopped";
        Map<String, byte[]> library =
                PluginFile.compile(work, List.of(), "lib.Two", "package lib; public class Two { }");
        PluginFile.withSchedule(work, "one", "Flat", "flat")
                .library("two.jar", library)
                .manifest("Plugin-Class", "p.Lifecycle")
                .entry(
                        "p/Lifecycle.class",
                        PluginFile.compile(work, List.of(), "p.Lifecycle", """
                            package p;
                            public class Lifecycle extends org.pf4j.Plugin {
                              @Override public void start() { System.setProperty("%1$s", "no"); }
                              @Override public void stop() { System.setProperty("%1$s", "yes"); }
                            }
                            """.formatted(stopped))
                                .get("p/Lifecycle.class"))
                .zip(plugins.resolve("one.zip"));
        try {
            Plugins p = load(plugins);
            assertEquals("no", System.getProperty(stopped));
            ClassLoader loader = schedule(p, "flat").type().getClassLoader();
            Path classes = Path.of(loader.getResource("p/Flat.class").toURI());
            assertTrue(Files.exists(classes));
            WeakReference<ClassLoader> left = new WeakReference<>(loader);
            loader = null;
            p.close();
            assertEquals("yes", System.getProperty(stopped));
            assertFalse(Files.exists(classes.getParent().getParent().getParent().getParent()));
            for (int i = 0; i < 50 && left.get() != null; i++) {
                System.gc();
            }
            assertNull(left.get(), "its class loader is still reachable");
            assertEquals(List.of(), p.catalog().all());
        } finally {
            System.clearProperty(stopped);
        }
    }
}
