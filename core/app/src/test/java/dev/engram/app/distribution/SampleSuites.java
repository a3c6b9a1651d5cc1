package dev.engram.app.distribution;

import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Suites that run in about a second, and access to the runs that they store. */
public final class SampleSuites {
    /** One cell, less than a second. Tests replace a line of it. */
    public static final String SMALL = """
        name: small
        data: {digits: {test: 0.2}}
        network:
          - dense: {units: 8, activation: tanh}
          - dense: {units: 10, activation: softmax}
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.2}}
        rule: backprop
        training: {epochs: 1, batch: 32}
        seeds: 2
        """;
    /** Two cells: backprop and output-only. */
    public static final String PAIR = SMALL.replace("rule: backprop\n", "") + """
        measure: [accuracy, loss]
        compare: {rule: [backprop, output-only]}
        lint: {ignore: [few-seeds, underpowered]}
        """;

    private SampleSuites() {}

    public static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the hash of the final parameters of every run in a store, by suite, cell and seed. */
    public static Map<String, String> hashes(Path store) {
        return all(store, Run::hash);
    }

    /** Returns a property of every run in a store, by suite, cell and seed. */
    public static Map<String, String> all(Path store, Function<Run, String> what) {
        Map<String, String> found = new TreeMap<>();
        runs(store).forEach((name, run) -> found.put(name, what.apply(run)));
        return found;
    }

    /** Returns the runs of a store by suite, cell and seed. */
    public static Map<String, Run> runs(Path store) {
        Map<String, Run> found = new TreeMap<>();
        try (Store s = Stores.open(store.toString())) {
            for (String suite : s.suites()) {
                for (RunLabel l : s.labels(suite)) {
                    Run run = s.find(l.id()).orElseThrow();
                    found.put(suite + "/" + l.cell() + " #" + run.seed(), run);
                }
            }
        }
        return found;
    }
}
