package dev.engram.app.distribution.suites;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A small tuned suite, and commands on it whose results go to the folder {@code out}. */
final class TunedSuite {
    static final String TEXT = """
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
        lint: {ignore: [few-seeds, underpowered]}
        """;

    private TunedSuite() {}

    static CommandResult run(Path folder, String command, String text, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of(command, SampleSuites.write(folder, "s.yaml", text), "--out", folder.resolve("out")));
        args.addAll(Arrays.asList(more));
        return InProcessCli.run(args.toArray());
    }

    /** Returns the stored runs by suite, cell and seed. */
    static Map<String, Run> runs(Path folder) {
        return SampleSuites.runs(folder.resolve("out/engram.db"));
    }
}
