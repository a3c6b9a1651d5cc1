package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.InstalledJdks;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.run.PluginRoots;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One spec and one seed give the same bits everywhere. The hashes in golden/hashes.csv hold for every processor, JDK
 * and number of workers and threads, with and without the vector module. To change the arithmetic on purpose, copy the
 * new hashes from the failure and raise the version of the changed components.
 */
class BitReproducibilityIT {
    static final Path SUITES = Path.of("src/test/resources/golden");
    /** The basic rules with the basic optimizers, then every rule and every optimizer with its variants. */
    static final List<String> NAMES = List.of("basics", "rules", "optimizers");

    private static final Path GOLDEN = Path.of("src/test/resources/golden/hashes.csv");

    /** What ends each command of several. */
    private static final String END = ";";

    /** Switches from the plain to the vector loops in the middle of the first suite of a process. */
    private static final String BOTH_KERNELS = "-Dengram.vector.after=100000";

    private static String golden;

    @TempDir
    private Path folder;

    private Object[] command(String name, String suite, int workers, int threads) {
        Path file = SUITES.resolve(suite + ".yaml").toAbsolutePath();
        Path out = folder.resolve(name).resolve(suite);
        return new Object[] {"run", file, "--workers", workers, "--threads", threads, "--out", out};
    }

    private String hashes(String name) {
        Map<String, String> hashes = new TreeMap<>();
        for (String suite : NAMES) {
            hashes.putAll(
                    SampleSuites.hashes(folder.resolve(name).resolve(suite).resolve("engram.db")));
        }
        return text(hashes);
    }

    /**
     * Runs all suites in one process, and divides every product and every update among the threads of a run, however
     * small it is.
     */
    private String hashesOfOneProcess(String name, List<String> javaOptions, int threads) throws Exception {
        return hashesOfOneProcess(name, Path.of(System.getProperty("java.home")), javaOptions, threads);
    }

    private String hashesOfOneProcess(String name, Path jdk, List<String> javaOptions, int threads) throws Exception {
        List<String> java = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        java.addAll(List.of("-XX:+UseSerialGC", "-XX:PerMethodTrapLimit=10000", "-Dengram.threads.least-part=1"));
        java.addAll(javaOptions);
        java.addAll(List.of(
                "-Dengram.home=" + Launcher.HOME,
                "-cp",
                System.getProperty("java.class.path"),
                BitReproducibilityIT.class.getName()));
        for (String suite : NAMES) {
            for (Object word : command(name, suite, 1, threads)) {
                java.add(word.toString());
            }
            java.add(END);
        }
        Path output = folder.resolve(name + ".txt");
        Process process = Launcher.process(folder, Map.of(), java)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        assertEquals(0, code, Files.readString(output));
        return hashes(name);
    }

    /** Runs commands one after the other; each ends with a word of its own. */
    public static void main(String[] arguments) {
        List<String> command = new ArrayList<>();
        for (String word : arguments) {
            if (!word.equals(END)) {
                command.add(word);
                continue;
            }
            CommandResult e = InProcessCli.run(command.toArray());
            if (e.code() != 0) {
                System.err.println(e.err());
                System.exit(1);
            }
            command.clear();
        }
    }

    private static String text(Map<String, String> hashes) {
        return hashes.entrySet().stream()
                .map(h -> '"' + h.getKey() + "\"," + h.getValue() + "\n")
                .collect(Collectors.joining());
    }

    @BeforeAll
    static void readGoldenHashes() throws IOException {
        golden = Files.readString(GOLDEN);
    }

    /** The first suite is enough: the other tests hold plain and vector loops to the same bits for all components. */
    @Test
    void twoWorkersWithPlainThenVectorLoopsGiveTheGoldenHashes() {
        String suite = NAMES.get(0);
        CommandResult e =
                Launcher.run(folder, Map.of("ENGRAM_JAVA_OPTIONS", BOTH_KERNELS), command("both", suite, 2, 1));
        assertEquals(0, e.code(), e.err());
        String hashes =
                text(SampleSuites.hashes(folder.resolve("both").resolve(suite).resolve("engram.db")));
        assertEquals(
                golden.lines().filter(h -> h.startsWith("\"golden/")).toList(),
                hashes.lines().toList());
    }

    @Test
    void twoThreadsWithoutTheVectorModuleGiveTheGoldenHashes() throws Exception {
        assertEquals(golden, hashesOfOneProcess("plain", List.of(), 2));
    }

    @Test
    void threeThreadsWithVectorLoopsAloneGiveTheGoldenHashes() throws Exception {
        List<String> vectors = List.of("--add-modules", "jdk.incubator.vector", "-Dengram.vector.after=0");
        assertEquals(golden, hashesOfOneProcess("vector-only", vectors, 3));
    }

    /** In one process, because a change of the arithmetic would show in the first suite as well as in the last. */
    @Test
    @Tag("newer-jdk")
    void anotherJdkGivesTheGoldenHashes() throws Exception {
        Optional<Path> other = InstalledJdks.newerThanThis();
        assumeTrue(other.isPresent(), "no newer JDK is installed here");
        List<String> both = List.of("--add-modules", "jdk.incubator.vector", BOTH_KERNELS);
        assertEquals(golden, hashesOfOneProcess("other", other.get(), both, 1));
    }

    @Test
    void theSuitesContainEveryRuleAndEveryOptimizer() throws IOException {
        StringBuilder suites = new StringBuilder();
        for (String name : NAMES) {
            suites.append(Files.readString(SUITES.resolve(name + ".yaml")).replaceAll("name: [^,]*,", ""));
        }
        try (Plugins plugins = PluginRoots.load(Launcher.HOME, List.of())) {
            for (Kind kind : List.of(Kind.LEARNING_RULE, Kind.OPTIMIZER)) {
                List<Entry> entries = plugins.catalog().of(kind);
                assertTrue(entries.size() >= 6, "too few: " + entries);
                for (Entry e : entries) {
                    // Back-propagation is the default, and a list of optimizers is a chain.
                    Pattern named = Pattern.compile("[\\s{\\[]" + e.name() + "[:,}\\s\\]]");
                    assertTrue(
                            named.matcher(suites).find()
                                    || Set.of("backprop", "chain").contains(e.name()),
                            e.id() + " is in no suite");
                }
            }
        }
    }
}
