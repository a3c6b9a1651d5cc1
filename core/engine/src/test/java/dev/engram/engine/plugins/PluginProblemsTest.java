package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bad plugin file or component always leads to a message that names the file and the cause. */
class PluginProblemsTest extends PluginProblemChecks {
    @Test
    void aRootThatDoesNotExistOrIsNotAPlugin() throws Exception {
        Path text = Files.writeString(temp.resolve("notes.txt"), "hello");
        List<PluginProblem> problems = problems(temp.resolve("nowhere"), text, temp.resolve("absent.jar"));
        assertEquals(
                List.of(
                        new PluginProblem(
                                temp.resolve("nowhere").toString(), "this plugin file or folder does not exist"),
                        new PluginProblem(text.toString(), "it is neither a folder nor a .jar, .zip or .java file"),
                        new PluginProblem(
                                temp.resolve("absent.jar").toString(), "this plugin file or folder does not exist")),
                problems);
    }

    @Test
    void aFolderNamedLikeAPlugin() throws Exception {
        assertProblem(Files.createDirectory(plugins.resolve("odd.jar")), "is not a file");
    }

    @Test
    void allProblemsComeInOneException() throws Exception {
        Files.writeString(plugins.resolve("a.jar"), "no jar");
        PluginFile.of(work, "b").jar(plugins.resolve("b.jar"));
        flat("c").jar(plugins.resolve("c.jar"));
        PluginException e = assertThrows(
                PluginException.class,
                () -> Plugins.load(List.of(plugins, temp.resolve("nowhere")), List.of(String.class)));
        assertEquals(4, e.problems().size(), e.getMessage());
        assertEquals(4, e.getMessage().lines().count());
        assertTrue(e.getMessage().contains("engram: java.lang.String has no @Component"), e.getMessage());
    }

    @Test
    void aJarWithoutAManifestOrWithoutAnId() {
        flat("x").without("Plugin-Id").without("Plugin-Version").jar(plugins.resolve("bare.jar"));
        assertProblem(plugins.resolve("bare.jar"), "it is not a plugin", "it has no META-INF/MANIFEST.MF");
        flat("x").without("Plugin-Id").jar(plugins.resolve("bare.jar"));
        assertProblem(plugins.resolve("bare.jar"), "it is not a plugin", "no Plugin-Id in its META-INF/MANIFEST.MF");
    }

    @Test
    void aPluginWithoutAVersionOrWithEngramsOwnId() {
        flat("x").without("Plugin-Version").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "no Plugin-Version in its META-INF/MANIFEST.MF");
        flat("engram").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "its Plugin-Id is 'engram'");
    }

    @Test
    void aJarThatWasNamedZip() throws Exception {
        Files.move(flat("x").jar(temp.resolve("x.jar")), plugins.resolve("x.zip"));
        assertProblem(
                plugins.resolve("x.zip"), "it has no classes/META-INF/MANIFEST.MF", "a plain jar must be named .jar");
    }

    @Test
    void aFileThatIsNotAnArchiveOrIsTruncated() throws Exception {
        Path jar = plugins.resolve("a.jar");
        Files.writeString(jar, "no jar");
        assertProblem(jar, "it is damaged or not a jar");
        byte[] whole = Files.readAllBytes(flat("x").jar(jar));
        Files.write(jar, Arrays.copyOf(whole, whole.length - 30));
        assertProblem(jar, "it is damaged or not a jar");
        Files.write(jar, new byte[0]);
        assertProblem(jar, "it is damaged or not a jar");
    }

    @Test
    void anArchiveWithOneWrongByteInAClass() throws Exception {
        for (String name : List.of("a.jar", "a.zip")) {
            Path file = plugins.resolve(name);
            PluginFile plugin = flat("x");
            byte[] bytes = Files.readAllBytes(name.endsWith("jar") ? plugin.jar(file) : plugin.zip(file));
            int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("p/Flat.class")
                    + "p/Flat.class".length()
                    + 40;
            PluginFile.damage(file, place);
            assertProblem(file, "it is damaged", "p/Flat.class does not match its checksum");
            Files.delete(file);
        }
    }

    @Test
    void aZipEntryThatPointsOutsideTheFolderIsNotWritten() throws Exception {
        for (String entry :
                List.of("/../../escaped.txt", "/lib/../../escaped.txt", "//escaped.txt", "/..\\escaped.txt")) {
            Path zip = flat("x").entry(entry, "gotcha").zip(plugins.resolve("x.zip"));
            assertProblem(zip, "its entry '" + entry.substring(1) + "'", "points outside the plugin's folder");
        }
        assertFalse(Files.exists(Path.of(System.getProperty("java.io.tmpdir"), "escaped.txt")));
    }

    @Test
    void twoPluginsWithTheSameId() {
        flat("same").jar(plugins.resolve("a.jar"));
        PluginFile.withSchedule(work, "same", "Other", "other").jar(plugins.resolve("b.jar"));
        assertProblem(
                plugins.resolve("b.jar"),
                "its Plugin-Id is 'same'",
                plugins.resolve("a.jar").toString(),
                "remove one");
    }

    @Test
    void aNameUsedTwiceIsReportedWithBothFiles() {
        flat("a").jar(plugins.resolve("a.jar"));
        PluginFile.withSchedule(work, "b", "Level", "flat").jar(plugins.resolve("b.jar"));
        assertProblem(
                plugins.resolve("b.jar"),
                "two components are named schedule/flat",
                "p.Flat in " + plugins.resolve("a.jar"),
                "p.Level in " + plugins.resolve("b.jar")
                        + "; give one of them another name in @Component, or leave out its file");
    }

    @Test
    void aPluginThatContainsTheSpi() {
        Map<String, byte[]> spi = Map.of("dev/engram/spi/Schedule.class", new byte[] {1});
        flat("x").entry("dev/engram/spi/Schedule.class", "copy").jar(plugins.resolve("a.jar"));
        assertProblem(
                plugins.resolve("a.jar"), "its own copy of dev.engram.spi (dev/engram/spi/Schedule.class)", "provided");
        plugins.resolve("a.jar").toFile().delete();
        flat("x").library("engram-spi.jar", spi).zip(plugins.resolve("a.zip"));
        assertProblem(plugins.resolve("a.zip"), "its own copy of dev.engram.spi (lib/engram-spi.jar)", "provided");
    }

    @Test
    void aZipWithADamagedLibrary() {
        flat("x").entry("/lib/bad.jar", "no jar").zip(plugins.resolve("a.zip"));
        assertProblem(plugins.resolve("a.zip"), "its lib/bad.jar is damaged or not a jar");
    }

    @Test
    void anIndexThatListsADeletedClass() {
        flat("x").without("p/Flat.class").without("META-INF/engram/p.Flat.txt").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "lists p.Flat", "does not contain this class", "rebuilt from scratch");
    }

    @Test
    void aClassThatCannotBeLoaded() {
        flat("x").entry("p/Flat.class", "no class").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "p.Flat cannot be loaded");
    }

    @Test
    void aClassThatNeedsAMissingClass() {
        Map<String, byte[]> library =
                PluginFile.compile(work, List.of(), "lib.Wanted", "package lib; public interface Wanted { }");
        PluginFile.of(work, "x")
                .library("wanted.jar", library)
                .source(
                        "p.Flat",
                        PluginFile.schedule("Flat", "flat", "much")
                                .replace("dev.engram.spi.Schedule", "dev.engram.spi.Schedule, lib.Wanted"))
                .jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "p.Flat cannot be loaded: the class lib.Wanted is missing");
    }

    @Test
    void aClassThatNeedsTheEngine() {
        PluginFile.of(work, "x")
                .source(
                        "p.Flat",
                        PluginFile.schedule("Flat", "flat", "much")
                                .replace(
                                        "public double",
                                        "public dev.engram.engine.plugins.Catalog c() { return null; } @Override"
                                                + " public double")
                                .replace("@Override public dev", "public dev"))
                .jar(plugins.resolve("a.jar"));
        assertProblem(
                plugins.resolve("a.jar"), "the class dev.engram.engine.plugins.Catalog is missing", "not the engine");
    }

    @Test
    void aPluginThatListsNoComponent() {
        PluginFile.of(work, "x").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "it lists no component", "it has no META-INF/extensions.idx");
        PluginFile.of(work, "x")
                .entry(PluginFile.INDEX, "# Generated by PF4J\n")
                .jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "it lists no component", "its META-INF/extensions.idx is empty");
    }

    @Test
    void aComponentMissingFromTheIndex() {
        flat("x")
                .source("p.Steep", PluginFile.schedule("Steep", "steep", "9"))
                .entry(PluginFile.INDEX, "p.Flat\n")
                .jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "documents a component p.Steep", "does not list");
    }

    @Test
    void aClassThatIsNotAValidComponent() {
        PluginFile.of(work, "x")
                .source("p.Flat", PluginFile.schedule("Flat", "Not A Name", "much"))
                .jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "p.Flat is named 'Not A Name'");
        PluginFile.of(work, "x")
                .source("p.Flat", PluginFile.schedule("Flat", "flat", "much").replace("public record", "record"))
                .jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "p.Flat is not a public record");
        PluginFile.of(work, "x")
                .source(
                        "p.Flat",
                        PluginFile.schedule("Flat", "flat", "much").replaceAll("@dev.engram.spi.Hyper\\([^)]*\\)", ""))
                .jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "p.Flat: its field much has no @Hyper");
    }

    @Test
    void aClassCompiledAgainstAnotherSpi() {
        // An interface that gets a method after the component was compiled stands in for the SPI.
        Map<String, byte[]> before =
                PluginFile.compile(work, List.of(), "p.Base", "package p; public interface Base { }");
        Map<String, byte[]> after =
                PluginFile.compile(work, List.of(), "p.Base", "package p; public interface Base { void added(); }");
        PluginFile.of(work, "x")
                .library("base.jar", before)
                .source(
                        "p.Flat",
                        PluginFile.schedule("Flat", "flat", "much").replace("spi.Schedule", "spi.Schedule, Base"))
                .entry("p/Base.class", after.get("p/Base.class"))
                .jar(plugins.resolve("a.jar"));
        assertProblem(
                plugins.resolve("a.jar"), "p.Flat does not implement added of p.Base", "this version of engram-spi");
    }
}
