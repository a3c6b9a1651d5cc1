package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.store.Measurement;
import dev.engram.engine.store.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  @TempDir private Path folder;

  private Ended run(String command, String text, Object... more) {
    List<Object> args = new ArrayList<>(List.of(command, Suites.write(folder, "s.yaml", text), "--out", folder.resolve("out")));
    args.addAll(Arrays.asList(more));
    return Cli.run(args.toArray());
  }

  private Map<String, Run> runs() {
    return Suites.runs(folder.resolve("out/engram.db"));
  }

  private static double validation(Run run, String metric) {
    return run.measurements().stream().filter(m -> m.phase().equals("validation") && m.metric().equals(metric))
        .mapToDouble(Measurement::value).reduce((first, last) -> last).orElseThrow();
  }

  private static List<Long> seeds(Map<String, Run> runs, String name) {
    return runs.entrySet().stream().filter(e -> e.getKey().startsWith("tuned/" + name + " #")).map(e -> e.getValue().seed()).sorted().toList();
  }

  @Test
  void theBestTrialByValidationIsRunWithFreshSeeds() {
    Ended e = run("run", SUITE);
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
      assertEquals(means.values().iterator().next(), runs.get("tuned/" + cell + " #1").spec());
    }
    assertTrue(e.out().contains("\nTuned by loss on validation data: 5 trials of each cell (sobol) with seeds 1000001, 1000002, which the comparison does"
        + " not use.\n"), e.out());
    assertTrue(e.err().startsWith("tuned: tuning, 2 cells x 5 trials x 2 seeds, 20 runs on "), e.err());
    assertTrue(e.err().contains("\ntuned: comparison of what was chosen, 2 cells x 3 seeds, 6 runs on "), e.err());
  }

  @Test
  void whatIsThereIsNotRunTwiceAndMoreTrialsAreOnlyTheNewOnes() {
    Ended first = run("run", SUITE);
    Map<String, Run> before = runs();
    Ended again = run("run", SUITE);
    assertEquals("tuned: tuning, 20 runs, all done before\n6 runs, all done before.\n", again.err());
    assertEquals(first.out(), again.out());
    assertEquals(first.out(), run("compare", SUITE).out());
    Ended more = run("run", SUITE, "--set", "tune.trials=7");
    assertTrue(more.err().startsWith("tuned: tuning, 2 cells x 7 trials x 2 seeds, 8 runs (20 more done before) on "), more.err());
    Map<String, Run> after = runs();
    before.forEach((name, run) -> assertEquals(run, after.get(name)));
  }

  @Test
  void aDryRunShowsTrialsAndWhatFollows() {
    Ended e = run("run", SUITE, "--dry-run", "--workers", 2);
    assertEquals("""
        Tuned by loss on validation data: 5 trials of each cell (sobol) with seeds 1000001, 1000002, which the comparison does not use.
        20 runs of trials: 0 done before, 20 to run on 2 workers
        How long that takes is not known: no measurement yet.

        tuned cell    done  to run
        sgd              0      10
        adam             0      10

        Then what they choose:
        tuned: 2 cells x 3 seeds, 6 runs: 0 done before, 6 to run on 2 workers
        How long that takes is not known: no measurement yet.

        cell    done  to run  each run
        sgd        0       3  no measurement yet
        adam       0       3  no measurement yet
        """, e.out());
    assertFalse(Files.exists(folder.resolve("out")));
    run("run", SUITE);
    String done = run("run", SUITE, "--dry-run").out();
    assertTrue(done.contains("20 runs of trials: 20 done before, 0 to run\n") && done.contains("6 runs: 6 done before, 0 to run"), done);
  }

  @Test
  void successiveHalvingSpendsTheSameOnEveryCell() {
    String text = SUITE.replace("trials: 5", "trials: 8").replace("seeds: 2\n  by", "by").replace("by: loss", "by: loss\n  halving: {factor: 2}");
    Ended e = run("run", text);
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
    assertTrue(e.err().contains("tuned: tuning, rung 3 of 3, 2 cells x 8 trials x 1 seed, 4 runs (24 more done before) on "), e.err());
    assertEquals(e.out(), run("compare", text).out());
  }

  @Test
  void aTrialThatDivergesIsCountedAndIsTheWorst() {
    Ended e = run("run", """
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
      String[] curve = e.out().replaceAll("(?s).*\"" + list + "\" : \\[ ([^\\]]*) \\].*", "$1").split(", ");
      assertEquals(5, curve.length);
      assertTrue(Double.isFinite(Double.parseDouble(curve[4])), e.out());
    }
  }

  @Test
  void aDescentIsTunedByTheValueAtItsEndFromOtherStarts() {
    Ended e = run("run", """
        name: descent
        landscape: himmelblau
        start: random
        training: {steps: 40}
        seeds: 3
        tune: {trials: 6, seeds: 2, search: random, space: {optimizer.sgd.rate: {log-uniform: [0.0001, 0.1]}}}
        compare: {optimizer: [sgd]}
        """);
    assertEquals(0, e.code(), e.err());
    assertTrue(e.out().contains("\nTuned by value: 6 trials of each cell (random) with seeds 1000001, 1000002, "), e.out());
  }

  @Test
  void dataWhoseValidationIsTheirTestCannotBeTunedOn() {
    Ended e = Cli.run("check", Suites.write(folder, "s.yaml", """
        name: world
        data: {xor: {coding: binary}}
        network: [{dense: {units: 2, activation: tanh}}, {dense: {units: 1, activation: sigmoid}}]
        loss: binary-cross-entropy
        optimizer: sgd
        training: {steps: 40}
        tune: {space: {optimizer.sgd.rate: {log-uniform: [0.01, 1]}}}
        """));
    assertEquals(2, e.code());
    assertTrue(e.err().contains("s.yaml:2:7 data: tuning goes by validation data, and here there are none beside the test data; "), e.err());
  }

  @Test
  void whatHasNothingToTuneIsSaidToBeSo() {
    String text = SUITE.replaceAll("  *optimizer.adam.*\n", "");
    Ended e = run("run", text);
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
    assertEquals(0, run("report", SUITE, "--set", "tune.trials=7").code());
  }
}
