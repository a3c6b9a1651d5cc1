package dev.engram.spark.work;

import dev.engram.engine.bundle.FolderBundle;
import dev.engram.engine.queue.FinishedRun;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.DriverSide;
import dev.engram.spark.work.DriverAnswer.Next;
import dev.engram.spark.work.ExecutorMessage.Report;
import dev.engram.spark.work.ExecutorMessage.Start;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** A submitted job, and what an executor does with it: it takes tasks from the driver, begins them, sends results. */
final class SparkFixtures {
    static final QueuedCell CELL = new QueuedCell(
            "suite", "cell", Map.of("rule", "backprop"), OptionalInt.empty(), "rule: backprop\n", List.of(), false);

    private SparkFixtures() {}

    /** Submits runs of one cell to a store, and writes their bundle into a folder. */
    static void submit(Path folder, String store, int runs, String version) throws IOException {
        Submission submission = new Submission(version, new QueuedPlan("suite", "digest", ""), List.of());
        List<QueuedRun> queued = new ArrayList<>();
        for (int seed = 1; seed <= runs; seed++) {
            queued.add(new QueuedRun(id(seed), CELL, seed));
        }
        FolderBundle.write(folder.resolve("bundle"), submission, queued, Map.of());
        try (Store opened = Stores.open(store)) {
            opened.queue().submit(submission, opened.beginPlan("suite", "digest", ""), queued);
        }
    }

    /** Opens the driver's side of a job that was submitted. */
    static DriverSide open(Path folder, String store, String... more) throws DriverException {
        List<String> arguments = new ArrayList<>(
                List.of("--store", store, "--bundle", folder.resolve("bundle").toString()));
        arguments.addAll(List.of(more));
        return new EngramOnSpark().openDriver(folder, "local[1]", arguments);
    }

    /** Returns the machine of each stored run. */
    static Map<String, String> machines(String store) {
        try (Store opened = Stores.open(store)) {
            Map<String, String> all = new TreeMap<>();
            for (String id : opened.ids("")) {
                all.put(id, opened.find(id).map(Run::provenance).orElseThrow().get(Run.HOST));
            }
            return all;
        }
    }

    /** Returns the id of a run. */
    static String id(int seed) {
        return "%032x".formatted(seed);
    }

    /** Returns the result of a run. */
    static FinishedRun finished(String id, String hash, String machine) {
        return new FinishedRun(
                id,
                Map.of(Run.HOST, machine),
                new RunResult(Outcome.FINISHED, "", hash, new Cost(1, 1, 0.1, 1, 0), List.of()));
    }

    /** Sends results, each with a hash that depends only on the run. */
    static Next report(DriverSide driver, RunBatch batch, String machine, List<String> ids, boolean over) {
        return send(
                driver,
                batch,
                machine,
                ids.stream().map(i -> finished(i, "hash " + i, machine)).toList(),
                over);
    }

    /** Sends results. */
    static Next send(DriverSide driver, RunBatch batch, String machine, List<FinishedRun> finished, boolean over) {
        Report report = new Report(batch.key(), machine, 0.1, finished, List.of(), Optional.empty(), over);
        return DriverAnswer.decodeNext(driver.receive(report.encode()));
    }

    /** Begins a task; returns the runs that it has to make. */
    static Set<String> start(DriverSide driver, RunBatch batch, String machine, int attempt) {
        return DriverAnswer.decodeNeeded(driver.receive(new Start(batch.key(), machine, attempt).encode()))
                .keySet();
    }

    /** Returns the ids of the runs of a task. */
    static List<String> ids(RunBatch batch) {
        return batch.runs().stream().map(QueuedRun::id).toList();
    }

    /** Takes the next tasks for one executor. */
    static List<RunBatch> take(DriverSide driver) {
        return driver.take(1).stream().map(RunBatch::decode).toList();
    }
}
