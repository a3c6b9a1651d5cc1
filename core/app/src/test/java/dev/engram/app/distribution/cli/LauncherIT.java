package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.InstalledJdks;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the launcher in many environments: the same runs and hashes, and no other output. */
class LauncherIT {
    private static final String TABLE_END =
            "accuracy (higher is better), loss (lower is better): measured on the test set after the last step,"
                    + " mean over 2 seeds.\n"
                    + "±: half-width of the 95% confidence interval of the mean (Student's t over seeds).\n"
                    + "Cost, without evaluation: median steps and seconds, mean multiply-adds (of matrix products)"
                    + " and state bytes (of rule and optimizer).\n"
                    + "examples/s: training examples per second, without evaluation, median over seeds.\n";

    /** What a user has after unpacking: nothing is set. */
    private static final Map<String, String> USUAL = Map.of("JAVA_HOME", "", "ENGRAM_JAVA_OPTIONS", "");

    @TempDir
    private static Path folder;

    private static Path suite;
    private static Map<String, String> hashes;

    @BeforeAll
    static void referenceInThisJvm() {
        suite = SampleSuites.write(folder, "pair.yaml", SampleSuites.PAIR);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("reference"), "--workers", 1);
        assertEquals(0, e.code(), e.err());
        hashes = SampleSuites.hashes(folder.resolve("reference/engram.db"));
        assertEquals(
                Set.of("small/backprop #1", "small/backprop #2", "small/output-only #1", "small/output-only #2"),
                hashes.keySet());
        assertEquals(4, new TreeSet<>(hashes.values()).size(), "each run ends with parameters of its own");
    }

    @Test
    void startsThroughLinksWithoutJavaHomeAndStandardInput() throws IOException {
        Path spaced = Files.createDirectories(folder.resolve("a folder/with spaces"));
        Path distribution = Files.createSymbolicLink(spaced.resolve("my engram"), Launcher.HOME);
        Files.createSymbolicLink(spaced.resolve("direct"), distribution.resolve("bin/engram"));
        Files.createSymbolicLink(spaced.resolve("relative"), Path.of("direct"));
        Files.copy(suite, spaced.resolve("a suite.yaml"));

        CommandResult first = Launcher.shell(spaced, USUAL, "./relative run 'a suite.yaml' --out 'my results' <&-");
        assertEquals(0, first.code(), first.err());
        List<String> err = first.err().lines().toList();
        assertEquals(5, err.size(), first.err());
        assertTrue(err.get(0).matches("small: 2 cells x 2 seeds, 4 runs on \\d workers?"), err.get(0));
        for (int i = 1; i < err.size(); i++) {
            assertTrue(
                    err.get(i)
                            .matches("\\[" + i
                                    + "/4] (backprop|output-only) #[12]: finished, accuracy 0\\.\\d+, \\d+\\.\\d s"),
                    err.get(i));
        }
        assertTrue(first.out().startsWith("small\n\nagainst backprop "), first.out());
        assertTrue(first.out().endsWith(TABLE_END), first.out());
        assertEquals(hashes, SampleSuites.hashes(spaced.resolve("my results/engram.db")));

        CommandResult second = Launcher.shell(spaced, USUAL, "./direct run 'a suite.yaml' --out 'my results'");
        assertEquals(new CommandResult(0, first.out(), "4 runs, all already done.\n"), second);
        assertEquals(
                new CommandResult(0, first.out(), ""),
                InProcessCli.run("compare", spaced.resolve("a suite.yaml"), "--out", spaced.resolve("my results")));
    }

    @Test
    void startsWithoutTheVectorModuleAndWithOtherWorkers() {
        CommandResult e = Launcher.run(
                folder, Map.of("ENGRAM_VECTOR", "off"), "run", "pair.yaml", "--store", "plain/runs.db", "--workers", 2);
        assertEquals(0, e.code(), e.err());
        assertEquals(hashes, SampleSuites.hashes(folder.resolve("plain/runs.db")));
        assertEquals(Set.of("false"), vector("plain/runs.db"));
        assertEquals(Set.of("true"), vector("reference/engram.db"));
        assertTrue(Files.exists(folder.resolve("results/engram.log")), "the log goes to the usual folder");
        assertFalse(Files.exists(folder.resolve("results/engram.db")), "and the runs only where they are wanted");
    }

    private static Set<String> vector(String store) {
        return new TreeSet<>(
                SampleSuites.all(folder.resolve(store), r -> r.provenance().get("vector-module"))
                        .values());
    }

    @Test
    @Tag("newer-jdk")
    void startsOnANewerJava() throws IOException {
        Optional<Path> newer = InstalledJdks.newerThanThis();
        assumeTrue(newer.isPresent(), "no newer JDK is installed here");
        CommandResult e =
                Launcher.run(folder, Map.of("JAVA_HOME", newer.get().toString()), "run", "pair.yaml", "--out", "newer");
        assertEquals(0, e.code(), e.err());
        assertEquals(
                List.of(),
                e.err()
                        .lines()
                        .filter(l -> !l.startsWith("small: ") && !l.startsWith("["))
                        .toList());
        assertEquals(hashes, SampleSuites.hashes(folder.resolve("newer/engram.db")));
        Set<String> java = new TreeSet<>(SampleSuites.all(
                        folder.resolve("newer/engram.db"), r -> r.provenance().get("java"))
                .values());
        assertTrue(java.stream().allMatch(v -> v.startsWith("25")), java::toString);
    }

    @Test
    void bothStreamsInOneFileKeepTheirOrder() throws IOException {
        CommandResult e = Launcher.shell(folder, Map.of(), "\"$ENGRAM\" run pair.yaml --out one > all 2>&1");
        assertEquals(new CommandResult(0, "", ""), e);
        String all = Files.readString(folder.resolve("all"));
        CommandResult again = InProcessCli.run("compare", suite, "--out", folder.resolve("one"));
        assertTrue(all.endsWith(again.out()), all);
        String before = all.substring(0, all.length() - again.out().length());
        assertEquals(
                "small: [1/4] [2/4] [3/4] [4/4] ",
                before.lines().map(l -> l.substring(0, l.indexOf(' ') + 1)).collect(Collectors.joining()),
                before);
    }

    @Test
    void badInputLeavesThroughTheLauncherWithCode2() {
        CommandResult e = Launcher.run(folder, Map.of(), "run", "nowhere.yaml");
        assertEquals(new CommandResult(2, "", "nowhere.yaml does not exist\n1 problem; nothing was run.\n"), e);
    }

    @Test
    void closedStreamsAreHarmless() {
        CommandResult e = Launcher.shell(folder, Map.of(), "\"$ENGRAM\" run pair.yaml --store closed.db >&- 2>&-");
        assertEquals(new CommandResult(0, "", ""), e);
        assertEquals(hashes, SampleSuites.hashes(folder.resolve("closed.db")));
    }

    @Test
    void aFullDiskIsAnError() {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full");
        CommandResult e = Launcher.shell(folder, Map.of(), "\"$ENGRAM\" components > /dev/full");
        assertEquals(new CommandResult(1, "", "engram: the output could not be written: No space left on device\n"), e);
    }

    @Test
    void missingJavaIsReported() {
        CommandResult e = Launcher.run(folder, Map.of("JAVA_HOME", folder.toString()), "--version");
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "engram: no Java found; install JDK 17 or later (on Debian: apt install"
                                + " openjdk-17-jdk-headless), or set JAVA_HOME\n"),
                e);
    }

    /** The missing runs are made by the next call, with the results of an uninterrupted suite. */
    @Test
    void aKilledSuiteIsCompletedByTheNextCall() throws IOException, InterruptedException {
        Path longer = SampleSuites.write(
                folder,
                "longer.yaml",
                SampleSuites.SMALL
                        .replace("name: small", "name: longer")
                        .replace("epochs: 1", "epochs: 40")
                        .replace("seeds: 2", "seeds: 6"));
        List<String> command =
                List.of(Launcher.SCRIPT.toString(), "run", "longer.yaml", "--out", "killed", "--workers", "1");
        Process p = Launcher.process(folder, Map.of(), command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader err = p.errorReader()) {
            String line = err.readLine();
            while (line != null && !line.startsWith("[1/6]")) {
                line = err.readLine();
            }
            assertNotEquals(null, line, "the process ended before its first run");
            p.destroyForcibly().waitFor();
        }
        assertEquals(137, p.exitValue());
        CommandResult again = Launcher.run(folder, Map.of(), "run", "longer.yaml", "--out", "killed");
        assertEquals(0, again.code(), again.err());
        assertTrue(
                again.err()
                        .matches("(?s)longer: 1 cell x 6 seeds, [1-5] runs? \\([1-5] more already done\\) on \\d"
                                + " workers?\n"
                                + ".*"),
                again.err());
        CommandResult whole = InProcessCli.run("run", longer, "--out", folder.resolve("whole"));
        assertEquals(0, whole.code(), whole.err());
        assertEquals(
                SampleSuites.hashes(folder.resolve("whole/engram.db")),
                SampleSuites.hashes(folder.resolve("killed/engram.db")));
    }

    @Test
    void aFolderWithAnyNameWorksInTheLocaleOfCronJobs() throws IOException {
        Path home = folder.resolve("engram für 日本");
        try (Stream<Path> files = Files.walk(Launcher.HOME)) {
            for (Path file : files.toList()) {
                Path copy = home.resolve(Launcher.HOME.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createLink(copy, file);
                }
            }
        }
        Files.copy(suite, home.resolve("süß.yaml"));
        CommandResult e = Launcher.shell(
                home, Map.of("LC_ALL", "C", "LANG", ""), "bin/engram run süß.yaml --out für && bin/engram components");
        assertEquals(0, e.code(), e.err());
        assertEquals(hashes, SampleSuites.hashes(home.resolve("für/engram.db")));
    }

    @Test
    void aJavaThatDoesNotStartIsAFailure() {
        CommandResult e = Launcher.run(folder, Map.of("ENGRAM_JAVA_OPTIONS", "-XX:NoSuchOption"), "--version");
        assertEquals(1, e.code());
        assertTrue(
                e.err().contains("engram: Java ended with exit code 1 before Engram reached its last line"), e.err());
    }

    @Test
    void aProcessorWithoutFusedMultiplyAddGivesTheSameNumbersAndSaysSo() {
        CommandResult e = Launcher.run(
                folder, Map.of("ENGRAM_JAVA_OPTIONS", "-XX:-UseFMA"), "run", "pair.yaml", "--store", "fma/runs.db");
        assertEquals(0, e.code(), e.err());
        assertEquals(hashes, SampleSuites.hashes(folder.resolve("fma/runs.db")));
        assertTrue(
                e.err()
                        .startsWith("This processor has no fused multiply-add instruction: runs take several times"
                                + " longer, and give the same numbers.\n"),
                e.err());
    }

    @Test
    void theClassesOfASourcePluginAreKeptInTheFolderOfTheCache() throws IOException {
        Files.writeString(folder.resolve("Half.java"), """
            /** Always a half. Nobody 2020. */
            @dev.engram.spi.Component("half")
            public record Half() implements dev.engram.spi.Schedule {
              @Override
              public double at(long t, long total) {
                return 0.5;
              }
            }
            """);
        Path cache = folder.resolve("cache");
        CommandResult first = null;
        for (int i = 0; i < 2; i++) {
            CommandResult e = Launcher.run(
                    folder,
                    Map.of("ENGRAM_CACHE", cache.toString()),
                    "components",
                    "schedule/half",
                    "--plugins",
                    "Half.java");
            assertEquals(0, e.code(), e.err());
            assertEquals(first == null ? e : first, e);
            first = e;
            try (Stream<Path> files = Files.list(cache)) {
                assertEquals(1, files.count());
            }
        }
    }
}
