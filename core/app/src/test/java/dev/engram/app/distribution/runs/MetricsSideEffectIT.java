package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.run.PluginRoots;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metrics and listeners have no side effects: every rule takes the same steps with all metrics and with none, and every
 * optimizer with listeners and without.
 */
class MetricsSideEffectIT {
    private static final List<String> SUITES = List.of("basics", "rules", "optimizers");

    /** Metrics that do not apply to the golden suites, which predict classes. */
    private static final Set<String> OF_NUMBERS = Set.of("mae", "r2", "rmse");

    /** Listeners, with little to compute. */
    private static final Map<String, String> LISTENERS = Map.of(
            "rules",
            "[{histograms: {bins: 2}}]",
            "optimizers",
            "[{histograms: {bins: 2}}, {hessian-eigenvalue: {examples: 20, iterations: 2}},"
                    + " {gradient-noise-scale: {small: 2, parts: 2, draws: 1}},"
                    + " {loss-slice: {points: 2, examples: 20}}]");

    @TempDir
    private Path folder;

    private static String golden() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String suite : SUITES) {
            all.append(Files.readString(BitReproducibilityIT.SUITES.resolve(suite + ".yaml")));
        }
        return all.toString();
    }

    private Map<String, Run> runs(String name, String measure, Map<String, String> listeners) {
        Map<String, Run> runs = new TreeMap<>();
        for (String suite : SUITES) {
            Path out = folder.resolve(name).resolve(suite);
            CommandResult e = InProcessCli.run(
                    "run",
                    BitReproducibilityIT.SUITES.resolve(suite + ".yaml").toAbsolutePath(),
                    "--set",
                    "measure=" + measure,
                    "--set",
                    "listen=" + listeners.getOrDefault(suite, "[]"),
                    // Little training between evaluations, because the test is about measuring.
                    "--set",
                    "training={epochs: 2, batch: 200, evaluate: 1}",
                    "--workers",
                    2,
                    "--out",
                    out);
            assertEquals(0, e.code(), e.err());
            runs.putAll(SampleSuites.runs(out.resolve("engram.db")));
        }
        return runs;
    }

    @Test
    void allMetricsWithListenersAndNoneGiveTheSameHashesAtTheSameCost() throws IOException {
        List<String> metrics;
        String suites = golden();
        try (Plugins plugins = PluginRoots.load(Launcher.HOME, List.of())) {
            metrics = plugins.catalog().of(Kind.METRIC).stream()
                    .map(Entry::name)
                    .filter(m -> !OF_NUMBERS.contains(m))
                    .toList();
            for (Kind kind : List.of(Kind.LEARNING_RULE, Kind.OPTIMIZER)) {
                for (Entry e : plugins.catalog().of(kind)) {
                    boolean there = Pattern.compile("[ {:\\[]" + e.name() + "[,:}\\]\n]")
                                    .matcher(suites)
                                    .find()
                            || e.name().equals("chain");
                    assertTrue(there, e.name() + " is in none of the golden suites: add it");
                }
            }
        }
        assertTrue(
                metrics.containsAll(List.of("alignment", "weight-angle", "update-norm", "dead-units")),
                "found " + metrics);
        Map<String, Run> none = runs("none", "[]", Map.of()), all = runs("all", metrics.toString(), LISTENERS);
        assertEquals(none.keySet(), all.keySet());
        none.forEach((name, run) -> {
            Run measured = all.get(name);
            assertEquals(run.hash(), measured.hash(), name);
            assertEquals(run.cost().multiplyAdds(), measured.cost().multiplyAdds(), name);
            assertEquals(run.cost().stateBytes(), measured.cost().stateBytes(), name);
            assertTrue(measured.measurements().size() > 5 * run.measurements().size(), name);
        });
    }

    @Test
    void nonLocalInformationIsStoredAndInTheJson() {
        Path suite = SampleSuites.write(
                folder, "pair.yaml", SampleSuites.PAIR.replace("output-only]", "feedback-alignment]"));
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("out"), "--format", "json");
        assertTrue(e.out().contains("\"not_local\" : [ \"weight transport\", \"global error\" ]"), e.out());
        assertTrue(e.out().contains("\"not_local\" : [ \"global error\" ]"), e.out());
    }
}
