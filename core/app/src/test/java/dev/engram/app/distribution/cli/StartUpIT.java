package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a start of the launcher costs, by what the JVM loads and compiles instead of by clocks. */
class StartUpIT {
    private static final Pattern LEVEL = Pattern.compile("TieredStopAtLevel += (\\d)");
    private static final Pattern HUGE_PAGES = Pattern.compile("UseTransparentHugePages += (true|false)");
    /** Classes outside the archives: those that no recorded command needs. */
    private static final int MOST_CLASSES_FROM_JARS = 20;

    /** Classes of Java 5, which an ahead-of-time cache of JDK 25 cannot hold, unlike an archive made from a list. */
    private static final String OLD_CLASSES = "/picocli-";

    @TempDir
    private Path folder;

    /** A class that is read from a jar is parsed and verified at every start; picocli alone has 173. */
    @Test
    void checkFindsNearlyAllClassesOfTheJarsInTheArchives() throws IOException {
        assumeTrue(hasArchives(Launcher.HOME), "the distribution was made without class data archives");
        Path suite = SampleSuites.write(folder, "pair.yaml", SampleSuites.PAIR);
        CommandResult e = Launcher.run(folder, classLog(), "check", suite);
        assertEquals(0, e.code(), e.err());
        boolean cache = hasCaches(Launcher.HOME);
        List<String> read = classesFrom(Launcher.HOME.resolve("lib")).stream()
                .filter(c -> !cache || !c.contains(OLD_CLASSES))
                .toList();
        assertTrue(read.size() <= MOST_CLASSES_FROM_JARS, () -> String.join("\n", read));
    }

    @Test
    void archivesAreIgnoredIfAJarHasChanged() throws IOException {
        assumeTrue(hasArchives(Launcher.HOME), "the distribution was made without class data archives");
        Path home = folder.resolve("engram");
        try (Stream<Path> files = Files.walk(Launcher.HOME, 2)) {
            for (Path file : files.toList()) {
                Path copy = home.resolve(Launcher.HOME.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (file.getFileName().toString().startsWith("engram-app")) {
                    Files.copy(file, copy);
                    Files.setLastModifiedTime(copy, FileTime.from(Instant.EPOCH));
                } else {
                    Files.createLink(copy, file);
                }
            }
        }
        CommandResult e = Launcher.shell(home, classLog(), "bin/engram --version");
        assertEquals(0, e.code(), e.err());
        assertEquals("", e.err());
        assertNotEquals(List.of(), classesFrom(home.resolve("lib/engram-app")));
    }

    /** To unpack it takes a tenth of a second. */
    @Test
    void theLibraryOfSqliteIsNotUnpackedAtEachStart() throws IOException {
        assumeTrue(Files.isDirectory(Launcher.HOME.resolve("lib/native")), "the distribution was made without it");
        Path suite = SampleSuites.write(folder, "pair.yaml", SampleSuites.PAIR);
        Path missing = folder.resolve("missing"); // where the driver would unpack it
        CommandResult e =
                Launcher.run(folder, Map.of("ENGRAM_JAVA_OPTIONS", "-Dorg.sqlite.tmpdir=" + missing), "run", suite);
        assertEquals(0, e.code(), e.err());
        assertFalse(Files.exists(missing));
    }

    /** Compilation by C2 took half of the processor time of these commands, and clearing huge pages a fifth. */
    @Test
    void onlyCommandsThatComputeUseTheSlowCompilerAndHugePages() {
        assertEquals(1, compilationLevel("--version"));
        assertEquals(1, compilationLevel("check", "--help"));
        assertEquals(1, compilationLevel("run", "--dry-run", "--help"));
        assertEquals(1, compilationLevel("run", "--on", "local", "--help"));
        assertEquals(4, compilationLevel("run", "--help"));
        assertEquals(1, compilationLevel("judge", "--on=local", "--help"));
        assertEquals(4, compilationLevel("judge", "--help"));
    }

    @Test
    void theLauncherOfWindowsKnowsTheSameCommandsThatTrainNothing() throws IOException {
        Path programs = Launcher.HOME.resolve("bin");
        String shell = between(Files.readString(programs.resolve("engram")), "'' | -* | ", ") brief");
        String windows = between(Files.readString(programs.resolve("engram.bat")), "--help ", ") do");
        assertEquals(Set.of(shell.split("[ |]+")), Set.of(windows.split(" ")));
    }

    @Test
    void theLaunchersPassTheWidthThatColumnsSets() throws IOException {
        Path programs = Launcher.HOME.resolve("bin");
        assertTrue(Files.readString(programs.resolve("engram")).contains("\"-Dengram.width=$columns\""));
        assertTrue(Files.readString(programs.resolve("engram.bat")).contains("\"-Dengram.width=%COLUMNS%\""));
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(after, start));
    }

    /** The JVM says how many directives it has read, and prints a list that it cannot read. */
    @Test
    void theListOfCodeForTheFastCompilerIsReadAndNotMentioned() {
        String print = "-XX:+UnlockDiagnosticVMOptions -XX:+CompilerDirectivesPrint";
        CommandResult printed = Launcher.run(folder, Map.of("ENGRAM_JAVA_OPTIONS", print), "run", "--help");
        assertTrue(printed.err().contains("java/util/stream/*.*"), printed.err());
        CommandResult silent = Launcher.run(folder, Map.of(), "run", "--help");
        assertEquals("", silent.err());
        assertFalse(silent.out().contains("directives"), silent.out());
    }

    private int compilationLevel(Object... args) {
        CommandResult e = Launcher.run(folder, Map.of("ENGRAM_JAVA_OPTIONS", "-XX:+PrintFlagsFinal"), args);
        assertEquals(0, e.code(), e.err());
        String printed = e.out() + e.err();
        Matcher m = LEVEL.matcher(printed);
        assertTrue(m.find(), printed);
        int level = Integer.parseInt(m.group(1));
        Matcher huge = HUGE_PAGES.matcher(printed); // an option of Linux
        if (huge.find()) {
            assertEquals(level == 4, Boolean.parseBoolean(huge.group(1)));
        }
        return level;
    }

    private static boolean hasArchives(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.filter(f -> f.toString().endsWith(".jsa")).count() >= 2;
        }
    }

    /** Returns whether the distribution has ahead-of-time caches instead of archives. */
    private static boolean hasCaches(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.anyMatch(f -> f.toString().endsWith("-brief.jsa"));
        }
    }

    private Map<String, String> classLog() {
        return Map.of("ENGRAM_JAVA_OPTIONS", "-Xlog:class+load:file=" + folder.resolve("classes.log"));
    }

    /** Returns the classes that were read from jars whose path begins like this. */
    private List<String> classesFrom(Path prefix) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("classes.log"))) {
            return lines.filter(l -> l.contains("source: file:" + prefix)).toList();
        }
    }
}
