package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One spec and one seed give the same bits everywhere. The hashes in golden/hashes.csv hold for every processor, JDK
 * and number of workers, with and without the vector module. To change the arithmetic on purpose, copy the new hashes
 * from the failure and raise the version of the changed components.
 */
class BitReproducibilityIT {
    static final Path SUITES = Path.of("src/test/resources/golden");
    /** The basic rules with the basic optimizers, then every rule and every optimizer with its variants. */
    static final List<String> NAMES = List.of("basics", "rules", "optimizers");

    private static final Path GOLDEN = Path.of("src/test/resources/golden/hashes.csv");

    /** Switches from the plain to the vector loops in the middle of each suite. */
    private static final Map<String, String> BOTH_KERNELS =
            Map.of("ENGRAM_JAVA_OPTIONS", "-Dengram.vector.after=100000");

    @TempDir
    private Path folder;

    private String hashes(String name, Map<String, String> environment, int workers) {
        Map<String, String> hashes = new TreeMap<>();
        for (String suite : NAMES) {
            Path out = folder.resolve(name).resolve(suite);
            CommandResult e = Launcher.run(
                    folder,
                    environment,
                    "run",
                    SUITES.resolve(suite + ".yaml").toAbsolutePath(),
                    "--workers",
                    workers,
                    "--out",
                    out);
            assertEquals(0, e.code(), e.err());
            hashes.putAll(SampleSuites.hashes(out.resolve("engram.db")));
        }
        return text(hashes);
    }

    private static String text(Map<String, String> hashes) {
        return hashes.entrySet().stream()
                .map(h -> '"' + h.getKey() + "\"," + h.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> and(Map<String, String> environment, String key, String value) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put(key, value);
        return all;
    }

    private static String golden() throws IOException {
        return Files.readString(GOLDEN);
    }

    @Test
    void twoWorkersWithPlainThenVectorLoopsGiveTheGoldenHashes() throws IOException {
        assertEquals(golden(), hashes("vector", BOTH_KERNELS, 2));
    }

    @Test
    void oneWorkerWithoutTheVectorModuleGivesTheGoldenHashes() throws IOException {
        assertEquals(golden(), hashes("plain", and(Launcher.BOTH_COMPILERS, "ENGRAM_VECTOR", "off"), 1));
    }

    @Test
    void vectorLoopsAloneGiveTheGoldenHashes() throws IOException {
        assertEquals(golden(), hashes("vector-only", Map.of("ENGRAM_JAVA_OPTIONS", "-Dengram.vector.after=0"), 2));
    }

    @Test
    void anotherJdkGivesTheGoldenHashes() throws IOException {
        Optional<Path> other = InstalledJdks.newerThanThis();
        assumeTrue(other.isPresent(), "no newer JDK is installed here");
        assertEquals(
                golden(),
                hashes("other", and(BOTH_KERNELS, "JAVA_HOME", other.get().toString()), 2));
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
