package dev.engram.app.distribution.runs;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small problems whose best possible results are known. */
class KnownAnswersIT {
    private static final int SEEDS = 5;
    private static final String SUITE = """
        name: known
        data: and
        network: [{dense: {units: 1, activation: sigmoid, weights: zeros}}]
        loss: binary-cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 100, batch: full}
        seeds: 5
        lint: {ignore: [unequal-budgets, mixed-losses]}
        compare:
          - {name: and, data: {and: {coding: binary}}}
          - {name: or, data: {or: {coding: binary}}}
          - {name: xor, data: {xor: {coding: binary}}}
          - name: xor hidden
            data: {xor: {coding: binary}}
            network:
              - {dense: {units: 8, activation: tanh, weights: lecun-uniform}}
              - {dense: {units: 1, activation: sigmoid, weights: lecun-uniform}}
            training: {epochs: 2000, batch: full}
          - name: parity
            data: {parity: {bits: 4, coding: binary}}
            network:
              - {dense: {units: 16, activation: tanh, weights: lecun-uniform}}
              - {dense: {units: 1, activation: sigmoid, weights: lecun-uniform}}
            training: {epochs: 3000, batch: full}
          - name: blobs
            data: {blobs: {distance: 2, train-rows: 4000, test-rows: 20000, coding: binary, validation: 0}}
            optimizer: {sgd: {rate: 0.05}}
            training: {epochs: 5, batch: 32}
          - name: linear
            data: {linear: {inputs: 10, noise: 0.5, train-rows: 2000, test-rows: 20000, validation: 0}}
            network: [{dense: {units: 1, weights: zeros}}]
            loss: mse
            optimizer: l-bfgs
            training: {steps: 20, batch: full}
          - name: sine
            data: {sine: {noise: 0.2, train-rows: 1000, test-rows: 20000, validation: 0}}
            network:
              - {dense: {units: 32, activation: tanh, weights: lecun-uniform}}
              - {dense: {units: 1, weights: lecun-uniform}}
            loss: mse
            optimizer: {adam: {rate: {cosine: {start: 0.02}}}}
            training: {epochs: 100, batch: 50}
          - name: two spirals
            data: {two-spirals: {coding: binary, validation: 0}}
            network:
              - {dense: {units: 32, activation: tanh, weights: lecun-uniform}}
              - {dense: {units: 32, activation: tanh, weights: lecun-uniform}}
              - {dense: {units: 1, activation: sigmoid, weights: lecun-uniform}}
            optimizer: {adam: {rate: 0.01}}
            training: {epochs: 100, batch: 50}
          - name: iris
            data: {iris: {test: 0.3, scaling: standard, validation: 0}}
            network: [{dense: {units: 3, activation: softmax, weights: zeros}}]
            loss: cross-entropy
            optimizer: {sgd: {rate: 0.2}}
            training: {epochs: 100, batch: 16}
          - name: digits linear
            data: {digits: {test: 0.3, scaling: standard, validation: 0}}
            network: [{dense: {units: 10, activation: softmax, weights: zeros}}]
            loss: cross-entropy
            optimizer: {sgd: {rate: 0.1}}
            training: {epochs: 30, batch: 32}
          - name: digits
            data: {digits: {test: 0.3, scaling: standard, validation: 0}}
            network: [{dense: {units: 64, activation: tanh}}, {dense: {units: 10, activation: softmax}}]
            loss: cross-entropy
            optimizer: {sgd: {rate: 0.1}}
            training: {epochs: 30, batch: 32}
        """;

    @TempDir
    private Path folder;

    /** Returns the mean of a test metric over the seeds. */
    private static double mean(Map<String, Run> runs, String cell, String metric) {
        double sum = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Measurement> all = runs.get("known/" + cell + " #" + seed).measurements();
            sum += all.stream()
                    .filter(m -> m.phase().equals("test") && m.metric().equals(metric))
                    .findFirst()
                    .orElseThrow()
                    .value();
        }
        return sum / SEEDS;
    }

    private static void between(double least, double found, double most, String of) {
        assertTrue(least <= found && found <= most, of + ": " + found + " is not within " + least + " and " + most);
    }

    @Test
    void problemsAreSolvedAsWellAsPossible() {
        Path suite = SampleSuites.write(folder, "known.yaml", SUITE);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("out"));
        assertEquals(0, e.code(), e.err());
        Map<String, Run> runs = SampleSuites.runs(folder.resolve("out/engram.db"));
        for (String solved : List.of("and", "or", "xor hidden", "parity")) {
            assertEquals(1, mean(runs, solved, "accuracy"), solved);
        }
        assertEquals(Math.log(2), mean(runs, "xor", "loss"), 1e-6, "without a hidden layer");
        // The Bayes error is Phi(-1) = 0.1587; 20,000 examples estimate it within 0.0026.
        assertEquals(1 - 0.158655, mean(runs, "blobs", "accuracy"), 0.008, "blobs");
        // The noise variance, 0.25, times 1 + inputs / examples; 20,000 examples estimate it within 1%.
        assertEquals(0.25 * (1 + 10 / 2000.0), mean(runs, "linear", "loss"), 0.03 * 0.25, "linear");
        between(0.04 * 0.98, mean(runs, "sine", "loss"), 0.04 * 1.15, "sine, above a noise of variance 0.04");
        between(0.993, mean(runs, "two spirals", "accuracy"), 1, "two spirals");
        between(0.95, mean(runs, "iris", "accuracy"), 0.98, "iris, linear methods");
        between(0.95, mean(runs, "digits linear", "accuracy"), 0.97, "digits, softmax regression");
        between(0.965, mean(runs, "digits", "accuracy"), 0.985, "digits, one hidden layer");
    }
}
