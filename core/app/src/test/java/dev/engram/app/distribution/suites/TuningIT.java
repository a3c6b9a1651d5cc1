package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how tuned suites choose hyperparameters, from their trials to their comparison. */
class TuningIT {
    private static final String SUITE = TunedSuite.TEXT;

    @TempDir
    private Path folder;

    private CommandResult run(String command, String text, Object... more) {
        return TunedSuite.run(folder, command, text, more);
    }

    private Map<String, Run> runs() {
        return TunedSuite.runs(folder);
    }

    private static double validation(Run run, String metric) {
        return run.measurements().stream()
                .filter(m -> m.phase().equals("validation") && m.metric().equals(metric))
                .mapToDouble(Measurement::value)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static List<Long> seeds(Map<String, Run> runs, String name) {
        return runs.entrySet().stream()
                .filter(e -> e.getKey().startsWith("tuned/" + name + " #"))
                .map(e -> e.getValue().seed())
                .sorted()
                .toList();
    }

    @Test
    void theBestTrialByValidationIsRunWithFreshSeeds() {
        CommandResult e = run("run", SUITE);
        assertEquals(0, e.code(), e.err());
        Map<String, Run> runs = runs();
        assertEquals(2 * 5 * 2 + 2 * 3, runs.size());
        for (String cell : List.of("sgd", "adam")) {
            Map<Double, String> means = new TreeMap<>();
            for (int t = 1; t <= 5; t++) {
                String trial = cell + ", trial " + t;
                assertEquals(List.of(1_000_001L, 1_000_002L), seeds(runs, trial));
                Run one = runs.get("tuned/" + trial + " #1000001"), two = runs.get("tuned/" + trial + " #1000002");
                means.putIfAbsent((validation(one, "loss") + validation(two, "loss")) / 2, one.spec());
            }
            assertEquals(List.of(1L, 2L, 3L), seeds(runs, cell));
            assertEquals(
                    means.values().iterator().next(),
                    runs.get("tuned/" + cell + " #1").spec());
        }
        assertTrue(
                e.out()
                        .contains("\n"
                                + "Tuned by loss on validation data: 5 trials of each cell (sobol) with seeds"
                                + " 1000001, 1000002, which the comparison does not use.\n"),
                e.out());
        assertTrue(e.err().startsWith("tuned: tuning, 2 cells x 5 trials x 2 seeds, 20 runs on "), e.err());
        assertTrue(e.err().contains("\ntuned: comparison of tuned cells, 2 cells x 3 seeds, 6 runs on "), e.err());
    }

    @Test
    void successiveHalvingSpendsTheSameOnEveryCell() {
        String text = SUITE.replace("trials: 5", "trials: 8")
                .replace("seeds: 2\n  by", "by")
                .replace("by: loss", "by: loss\n  halving: {factor: 2}");
        CommandResult e = run("run", text);
        assertEquals(0, e.code(), e.err());
        for (String cell : List.of("sgd", "adam")) {
            Map<String, Integer> lengths = new TreeMap<>();
            runs().forEach((name, run) -> {
                if (name.startsWith("tuned/" + cell + ", trial")) {
                    lengths.merge(run.spec().replaceAll("(?s).*epochs: (\\d+).*", "$1"), 1, Integer::sum);
                }
            });
            assertEquals(Map.of("1", 8, "2", 4, "4", 2), lengths, cell);
        }
        assertTrue(
                e.err()
                        .contains(
                                "tuned: tuning, rung 3 of 3, 2 cells x 8 trials x 1 seed, 4 runs (24 more already done)"
                                        + " on "),
                e.err());
        assertEquals(e.out(), run("compare", text).out());
    }

    @Test
    void aDivergedTrialIsCountedAndIsTheWorst() {
        CommandResult e = run("run", """
            name: steep
            landscape: rosenbrock
            training: {steps: 40}
            tune: {trials: 5, space: {optimizer.sgd.rate: {log-uniform: [0.0001, 1000]}}}
            compare: {optimizer: [sgd]}
            """, "--format", "json");
        assertEquals(0, e.code(), e.err());
        int diverged = Integer.parseInt(e.out().replaceAll("(?s).*\"trials_diverged\" : (\\d+).*", "$1"));
        assertTrue(diverged > 0 && diverged < 5, e.out());
        for (String list : List.of("best_so_far", "expected_best")) {
            String[] curve = e.out()
                    .replaceAll("(?s).*\"" + list + "\" : \\[ ([^\\]]*) \\].*", "$1")
                    .split(", ");
            assertEquals(5, curve.length);
            assertTrue(Double.isFinite(Double.parseDouble(curve[4])), e.out());
        }
    }

    @Test
    void aLandscapeIsTunedByTheFinalValueFromOtherStarts() {
        CommandResult e = run("run", """
            name: descent
            landscape: himmelblau
            start: random
            training: {steps: 40}
            seeds: 3
            tune: {trials: 6, seeds: 2, search: random, space: {optimizer.sgd.rate: {log-uniform: [0.0001, 0.1]}}}
            compare: {optimizer: [sgd]}
            """);
        assertEquals(0, e.code(), e.err());
        assertTrue(
                e.out().contains("\nTuned by value: 6 trials of each cell (random) with seeds 1000001, 1000002, "),
                e.out());
    }

    @Test
    void tuningNeedsValidationDataOtherThanTheTestData() {
        CommandResult e = InProcessCli.run("check", SampleSuites.write(folder, "s.yaml", """
            name: world
            data: {xor: {coding: binary}}
            network: [{dense: {units: 2, activation: tanh}}, {dense: {units: 1, activation: sigmoid}}]
            loss: binary-cross-entropy
            optimizer: sgd
            training: {steps: 40}
            tune: {space: {optimizer.sgd.rate: {log-uniform: [0.01, 1]}}}
            """));
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .contains("s.yaml:2:7 data: tuning needs validation data, but this data set has only test"
                                + " data; "),
                e.err());
    }

    @Test
    void tuningByAMetricThatDoesNotSuitTheDataIsRefused() {
        CommandResult e = InProcessCli.run("check", SampleSuites.write(folder, "s.yaml", """
            name: regression
            data: {teacher-student: {inputs: 4, hidden: 3, outputs: 1}}
            network: [{dense: {units: 1}}]
            loss: mse
            optimizer: sgd
            training: {epochs: 2}
            tune: {by: accuracy, space: {optimizer.sgd.rate: {log-uniform: [0.01, 1]}}}
            """));
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .contains("s.yaml:2:7 data: tuning uses accuracy, which does not apply to these data; choose"
                                + " another metric in tune.by"),
                e.err());
    }

    @Test
    void cellsWithNothingToTuneAreReported() {
        String text = SUITE.replaceAll("  *optimizer.adam.*\n", "");
        CommandResult e = run("run", text);
        assertEquals(0, e.code(), e.err());
        assertTrue(e.err().startsWith("warning: ") && e.err().contains("there is nothing to tune"), e.err());
        assertTrue(e.out().contains("\nadam: nothing to tune; compared as written.\n"), e.out());
        assertTrue(run("compare", text, "--format", "csv").out().contains("tuned.chosen"));
    }

    @Test
    void anUnfinishedSearchChoosesNothing() {
        run("run", SUITE);
        String more = run("compare", SUITE, "--set", "tune.trials=7").out();
        assertTrue(more.contains("\n! sgd: 10 of 14 trial runs are done; nothing is chosen yet.\n"), more);
    }

    @Test
    void everyProblemHasItsOwnTrials() {
        CommandResult e =
                run("run", SUITE.replace("data: {iris: {test: 0.2, validation: 0.25, scaling: standard}}\n", """
                    problems:
                      - {name: flowers, data: {iris: {test: 0.2, scaling: standard}}}
                      - {name: cellars, data: {wine: {test: 0.2, scaling: standard}}}
                    """));
        assertEquals(0, e.code(), e.err());
        assertTrue(e.err().startsWith("tuned: tuning, 4 cells x 5 trials x 2 seeds, 40 runs on "), e.err());
        for (String cell : List.of("flowers, sgd", "flowers, adam", "cellars, sgd", "cellars, adam")) {
            assertTrue(e.out().matches("(?s).*\n" + cell + " +[0-9.]+  rate=[^\n]+ [1-5]/5 .*"), e.out());
        }
        assertEquals(3, seeds(runs(), "cellars, adam").size());
    }

    @Test
    void trialsCanBeJudgedByTimeToTarget() {
        String text = SUITE.replace("by: loss", "by: target").replace("epochs: 4", "epochs: 8")
                + "target: {metric: accuracy, at: 0.7, stop: true}\n";
        CommandResult e = run("run", text, "--format", "json");
        assertEquals(0, e.code(), e.err());
        assertTrue(e.out().contains("\"metric\" : \"steps to accuracy 0.7\""), e.out());
        CommandResult same = run("run", text.replace("by: target", "by: loss"));
        assertEquals(2, same.code());
        assertTrue(
                same.err()
                        .contains("tune.by: runs stop at the target, so all that reach it look alike; write by: target,"
                                + " or stop: false"),
                same.err());
    }

    @Test
    void foldsAreTunedOnOtherDivisions() {
        String folds = SUITE.replace("test: 0.2", "folds: 5").replace("seeds: 3\n", "");
        CommandResult e = run("run", folds);
        assertEquals(0, e.code(), e.err());
        assertTrue(e.err().contains("2 cells x 5 seeds, 10 runs"), e.err());
        CommandResult overlap = run("run", folds.replace("seeds: 2", "seeds: [9, 5]"));
        assertEquals(2, overlap.code());
        assertTrue(
                overlap.err()
                        .contains("tune.seeds: the suite runs with seed 5, so a choice made with it cannot be tested"
                                + " with it; give other seeds"),
                overlap.err());
    }
}
