package dev.engram.app.work;

import dev.engram.engine.bundle.FolderBundle;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files into which workers without a common store write: {@code shards/K.db} in the folder of a job. A task keeps
 * its runs when a job is started again, so that they continue from their checkpoints.
 *
 * @param folder the folder of the job
 */
record Shards(Path folder) {
    private static final int CHUNK = 500;

    private Path tasksFile() {
        return folder.resolve("tasks");
    }

    private Path bundle() {
        return folder.resolve("bundle");
    }

    /**
     * Returns the number of tasks among which an earlier command has divided at least these runs; empty if there is no
     * such command.
     */
    Optional<Integer> earlierTasks(List<QueuedRun> runs) throws IOException {
        if (!Files.exists(tasksFile())) {
            return Optional.empty();
        }
        Set<QueuedRun> known = new HashSet<>(FolderBundle.open(bundle()).runs());
        return known.containsAll(runs)
                ? Optional.of(Integer.valueOf(Files.readString(tasksFile()).strip()))
                : Optional.empty();
    }

    /** Records the number of tasks among which runs are divided. */
    void begin(int tasks) throws IOException {
        Files.writeString(tasksFile(), tasks + "\n");
    }

    /** Returns whether runs have been divided among tasks. */
    boolean exist() {
        return Files.isDirectory(folder.resolve("shards")) && Files.isDirectory(bundle());
    }

    /**
     * Copies the finished runs of all shards into a store. Runs that are there already stay as they are, so this may be
     * repeated. No worker may be writing: a file system that machines share does not keep SQLite's locks.
     *
     * @param plan key of the plan in the store
     * @throws dev.engram.engine.store.StoreException if a run has another result in the store, or a shard is damaged
     */
    void mergeInto(Store store, long plan) throws IOException {
        if (!exist()) {
            return;
        }
        List<QueuedRun> runs = FolderBundle.open(bundle()).runs();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve("shards"))) {
            files = all.filter(f -> f.toString().endsWith(".db")).sorted().toList();
        }
        for (Path file : files) {
            try (Store shard = Stores.openToRead(file.toString())) {
                for (int from = 0; from < runs.size(); from += CHUNK) {
                    copy(runs.subList(from, Math.min(runs.size(), from + CHUNK)), shard, store, plan);
                }
            }
        }
    }

    private static void copy(List<QueuedRun> runs, Store shard, Store store, long plan) {
        Map<String, QueuedRun> missing = new HashMap<>();
        runs.forEach(r -> missing.put(r.id(), r));
        missing.keySet().removeAll(store.done(List.copyOf(missing.keySet())));
        List<Run> found = shard.find(missing.keySet());
        List<String> ids = found.stream().map(Run::id).toList();
        Map<String, Predictions> predictions = shard.predictions(ids);
        Map<String, List<Store.WeightsEntry>> weights = shard.weights(ids);
        List<Store.LabeledRun> small = new ArrayList<>();
        for (Run run : found) {
            List<KeptWeights> kept = weights.getOrDefault(run.id(), List.of()).stream()
                    .map(w -> shard.weights(run.id(), w.step()).orElseThrow())
                    .toList();
            Store.LabeledRun labeled = new Store.LabeledRun(
                    run.withResult(run.result()
                            .withPredictions(Optional.ofNullable(predictions.get(run.id())))
                            .withWeights(kept)),
                    RunLabel.of(missing.get(run.id()), plan));
            if (kept.isEmpty()) {
                small.add(labeled);
            } else {
                store.saveAll(List.of(labeled)); // the weights of all runs may not fit in memory
            }
        }
        store.saveAll(small);
    }
}
