package dev.engram.app.distribution.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A suite with all that has to reach the machines of a cluster: a data file and two plugins of the user's, one of them
 * a source file and one a jar. It has two hundred and eight runs, whose weights have to come back.
 */
public final class ClusterSuite {
    public static final int RUNS = 208;
    private static final List<String> TIMES = List.of("seconds.median", "examples_per_second");
    private static final int EXAMPLES = 200;
    private static final String TEXT = """
        name: cluster
        data: {csv: {file: points.csv, test: 0.25}}
        network:
          - dense: {units: 6, activation: tanh}
          - dense: {units: 2, activation: softmax}
        loss: cross-entropy
        rule: backprop
        training: {epochs: %d, batch: 16, keep-weights: last}
        measure: [accuracy, loss]
        seeds: 52
        compare: {optimizer: [{sgd: {rate: 0.1}}, adam, written, packed]}
        """;

    private final Path folder;
    private final Path file;

    private ClusterSuite(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /** Writes the suite and its files into a folder. */
    public static ClusterSuite write(Path folder, int epochs) throws IOException {
        Random random = new Random(1);
        StringBuilder points = new StringBuilder("x,y,side\n");
        for (int i = 0; i < EXAMPLES; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            points.append(x).append(',').append(y).append(',').append(x * y > 0 ? "same" : "other");
            points.append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), points);
        Files.writeString(
                folder.resolve("Written.java"), PluginBuilder.optimizer("written", "Written", "g[i] *= rate;"));
        PluginBuilder.jar(
                folder.resolve("packed.jar"),
                "packed",
                "Packed",
                PluginBuilder.optimizer("packed", "Packed", "g[i] = rate * Math.signum(g[i]);"));
        return new ClusterSuite(folder, SampleSuites.write(folder, "cluster.yaml", TEXT.formatted(epochs)));
    }

    /** Returns a comparison in CSV without the columns of times, which differ from machine to machine. */
    public static List<String> comparison(CommandResult result) {
        List<String> names = List.of(result.out().lines().findFirst().orElse("").split(","));
        return result.out()
                .lines()
                .map(l -> {
                    String[] fields = l.split(",", -1);
                    TIMES.forEach(t -> fields[names.indexOf(t)] = "");
                    return String.join(",", fields);
                })
                .toList();
    }

    /**
     * Returns the hash of the final parameters of every run and the checksum of its kept weights, by cell and seed.
     *
     * @param store a file in the folder, or the address of a database
     */
    public static Map<String, String> hashes(Path folder, String store) {
        Map<String, String> found = new TreeMap<>();
        try (Store s = Stores.open(
                store.startsWith("jdbc:") ? store : folder.resolve(store).toString())) {
            for (RunLabel label : s.labels("cluster")) {
                Run run = s.find(label.id()).orElseThrow();
                found.put(label.cell() + " #" + run.seed(), run.hash() + ", weights " + weights(s, run));
            }
            assertEquals(List.of(), s.check().faults());
        }
        return found;
    }

    /** Returns the checksum of the only weights of a run. */
    private static String weights(Store store, Run run) {
        long step = store.weights(List.of(run.id())).get(run.id()).get(0).step();
        return Integer.toHexString(
                Arrays.hashCode(store.weights(run.id(), step).orElseThrow().arrays()));
    }

    /** Returns the arguments of a command about the suite; the words of its name are divided by spaces. */
    public List<Object> arguments(String command, Object... more) {
        List<Object> all = new ArrayList<>(List.of(command.split(" ")));
        all.addAll(
                List.of(file, "--plugins", folder.resolve("Written.java"), "--plugins", folder.resolve("packed.jar")));
        all.addAll(List.of(more));
        return all;
    }
}
