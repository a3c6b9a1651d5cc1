package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suite that is tuned, from its trials to its comparison. */
class TuningIT {
    private static final String SUITE = """
        name: tuned
        data: {iris: {test: 0.2, validation: 0.25, scaling: standard}}
        network: [{dense: {units: 4, activation: tanh}}, {dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: 4, batch: 16}
        seeds: 3
        measure: [accuracy, loss]
        tune:
          trials: 5
          seeds: 2
          by: loss
          space:
            optimizer.sgd.rate: {log-uniform: [0.001, 10]}
            optimizer.adam.rate: {log-uniform: [0.0001, 1]}
            optimizer.adam.beta1: {choice: [0.8, 0.9]}
        compare: {optimizer: [sgd, adam]}
        lint: {ignore: [few-seeds]}
        """;

    @TempDir
    private Path folder;

    private CommandResult run(String command, String text, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of(command, SampleSuites.write(folder, "s.yaml", text), "--out", folder.resolve("out")));
        args.addAll(Arrays.asList(more));
        return InProcessCli.run(args.toArray());
    }

    private Map<String, Run> runs() {
        return SampleSuites.runs(folder.resolve("out/engram.db"));
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
    void whatIsThereIsNotRunTwiceAndMoreTrialsAreOnlyTheNewOnes() {
        CommandResult first = run("run", SUITE);
        Map<String, Run> before = runs();
        CommandResult again = run("run", SUITE);
        assertEquals("tuned: tuning, 20 runs, all already done\n6 runs, all already done.\n", again.err());
        assertEquals(first.out(), again.out());
        assertEquals(first.out(), run("compare", SUITE).out());
        CommandResult more = run("run", SUITE, "--set", "tune.trials=7");
        assertTrue(
                more.err().startsWith("tuned: tuning, 2 cells x 7 trials x 2 seeds, 8 runs (20 more already done) on "),
                more.err());
        Map<String, Run> after = runs();
        before.forEach((name, run) -> assertEquals(run, after.get(name)));
    }

    @Test
    void aDryRunShowsTrialsAndWhatFollows() {
        CommandResult e = run("run", SUITE, "--dry-run", "--workers", 2);
        assertEquals("""
            Tuned by loss on validation data: 5 trials of each cell (sobol) with seeds 1000001, 1000002, which the comparison does not use.
            20 trial runs: 0 already done, 20 to run on 2 workers
            Estimated time: unknown, no measurement yet.

            tuned cell    done  to run
            sgd              0      10
            adam             0      10

            Then what they choose:
            tuned: 2 cells x 3 seeds, 6 runs: 0 already done, 6 to run on 2 workers
            Estimated time: unknown, no measurement yet.

            cell    done  to run  each run
            sgd        0       3  no measurement yet
            adam       0       3  no measurement yet
            """, e.out());
        assertFalse(Files.exists(folder.resolve("out")));
        run("run", SUITE);
        String done = run("run", SUITE, "--dry-run").out();
        assertTrue(
                done.contains("20 trial runs: 20 already done, 0 to run\n")
                        && done.contains("6 runs: 6 already done, 0 to run"),
                done);
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
    void aTrialThatDivergesIsCountedAndIsTheWorst() {
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
    void aDescentIsTunedByTheValueAtItsEndFromOtherStarts() {
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
    void dataWhoseValidationIsTheirTestCannotBeTunedOn() {
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
    void byAMetricThatDoesNotSuitTheDataNothingIsTuned() {
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
    void whatHasNothingToTuneIsSaidToBeSo() {
        String text = SUITE.replaceAll("  *optimizer.adam.*\n", "");
        CommandResult e = run("run", text);
        assertEquals(0, e.code(), e.err());
        assertTrue(e.err().startsWith("warning: ") && e.err().contains("there is nothing to tune"), e.err());
        assertTrue(e.out().contains("\nadam: nothing to tune; it is compared as it stands.\n"), e.out());
        assertTrue(run("compare", text, "--format", "csv").out().contains("tuned.chosen"));
    }

    @Test
    void aHalfFinishedSearchChoosesNothing() {
        run("run", SUITE);
        String more = run("compare", SUITE, "--set", "tune.trials=7").out();
        assertTrue(more.contains("\n! sgd: 10 of 14 runs of trials are there; nothing is chosen yet.\n"), more);
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
    void exportsKeepTrialsApart() throws IOException {
        run("run", SUITE);
        List<String> rows = Files.readAllLines(
                Path.of(run("export", SUITE, "--as", "csv").out().strip()));
        assertEquals("cell,seed,run,outcome,step,epoch,phase,metric,value,trial", rows.get(0));
        assertEquals(
                6,
                rows.stream()
                        .filter(r -> r.contains(",test,accuracy,") && r.endsWith(","))
                        .count());
        assertEquals(
                20,
                rows.stream()
                        .filter(r -> r.contains(",test,accuracy,") && r.matches("\"(sgd|adam), trial (\\d)\",.*,\\2"))
                        .count());
        List<String> lines = Files.readAllLines(
                Path.of(run("export", SUITE, "--as", "jsonl").out().strip()));
        assertEquals(26, lines.size());
        assertEquals(
                20,
                lines.stream().filter(l -> l.contains("\"trial\":{\"of\":\"")).count());
        String tex = Files.readString(
                Path.of(run("export", SUITE, "--as", "latex").out().strip()));
        assertTrue(tex.contains(" & chosen \\\\\n") && tex.matches("(?s).*\nadam & [^\n]* & rate=.*"), tex);
        Path events = Path.of(run("export", SUITE, "--as", "tensorboard").out().strip());
        assertTrue(Files.exists(events.resolve("sgd/seed-1"))
                && Files.exists(events.resolve("trials/sgd-trial-1/seed-1000001")));
    }

    @Test
    void aTrialIsReplayedToTheLastBit() {
        run("run", SUITE);
        String id = runs().get("tuned/adam, trial 3 #1000002").id();
        CommandResult e = InProcessCli.run("replay", id, "--out", folder.resolve("out"));
        assertEquals(0, e.code(), e.out());
        assertTrue(e.out().contains("identical to the last bit"), e.out());
    }

    @Test
    void twoProcessesShareTheTrialsAndChooseTheSame() throws Exception {
        Path suite = SampleSuites.write(folder, "s.yaml", SUITE);
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(Launcher.process(
                            folder,
                            Map.of(),
                            List.of(
                                    Launcher.SCRIPT.toString(),
                                    "run",
                                    suite.toString(),
                                    "--workers",
                                    "1",
                                    "--out",
                                    "out"))
                    .redirectOutput(folder.resolve("out" + i).toFile())
                    .redirectError(folder.resolve("err" + i).toFile())
                    .start());
        }
        for (Process p : both) {
            assertTrue(p.waitFor(60, TimeUnit.SECONDS));
            assertEquals(
                    0,
                    p.exitValue(),
                    Files.readString(folder.resolve("err0")) + Files.readString(folder.resolve("err1")));
        }
        assertEquals(Files.readString(folder.resolve("out0")), Files.readString(folder.resolve("out1")));
        CommandResult alone = InProcessCli.run("run", suite, "--out", folder.resolve("alone"));
        assertEquals(0, alone.code());
        assertEquals(
                SampleSuites.hashes(folder.resolve("alone/engram.db")),
                SampleSuites.hashes(folder.resolve("out/engram.db")));
    }

    @Test
    void aValueThatIsTunedCannotBeSetAndTuningCanBeLeftOut() {
        CommandResult e = run("run", SUITE, "--set", "optimizer.sgd.rate=1");
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .contains("--set optimizer.sgd.rate=1 optimizer.sgd.rate: this is tuned, so it would have no"
                                + " effect; set tune.space.optimizer.sgd.rate, or turn tuning off with --set tune="),
                e.err());
        CommandResult plain = run("run", SUITE, "--set", "tune=");
        assertEquals(0, plain.code(), plain.err());
        assertFalse(plain.out().contains("Tuned"), plain.out());
    }

    @Test
    void aTargetCanBeWhatTrialsAreJudgedBy() {
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
    void foldsAreTunedWithOtherDivisions() {
        String folds = SUITE.replace("test: 0.2", "folds: 5").replace("seeds: 3\n", "");
        CommandResult e = run("run", folds);
        assertEquals(0, e.code(), e.err());
        assertTrue(e.err().contains("2 cells x 5 seeds, 10 runs"), e.err());
        CommandResult overlap = run("run", folds.replace("seeds: 2", "seeds: [9, 5]"));
        assertEquals(2, overlap.code());
        assertTrue(
                overlap.err()
                        .contains("tune.seeds: the suite runs with seed 5, and a choice made with a seed cannot be"
                                + " judged with it; give other seeds"),
                overlap.err());
    }
}
