package dev.engram.spark.work;

import dev.engram.engine.queue.FinishedRun;
import dev.engram.engine.queue.JobQueue.Job;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.Store.LabeledRun;
import dev.engram.engine.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes results and checkpoints to the store, on one thread. Compares results of runs that were made twice. */
final class ResultWriter implements AutoCloseable {
    private static final int MOST_AT_ONCE = 100;

    private final Store store;
    private final Job job;
    private final ClaimedRuns claimed;
    private final Map<String, String> provenance;
    private final LinkedBlockingQueue<Runnable> actions = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::work, "results");
    /** The first result of each run. */
    private final Map<String, Made> made = new HashMap<>();

    private final List<String> conflicts = new ArrayList<>();
    /** Results that are written in the next transaction. */
    private final List<LabeledRun> results = new ArrayList<>();

    private volatile String problem = "";

    private record Made(String hash, String machine) {}

    /** @param provenance the provenance of results that the driver itself writes */
    ResultWriter(Store store, Job job, ClaimedRuns claimed, Map<String, String> provenance) {
        this.store = store;
        this.job = job;
        this.claimed = claimed;
        this.provenance = Map.copyOf(provenance);
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            while (true) {
                List<Runnable> batch = new ArrayList<>(List.of(actions.take()));
                actions.drainTo(batch, MOST_AT_ONCE);
                batch.forEach(this::perform);
                perform(this::write);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void perform(Runnable action) {
        try {
            action.run();
        } catch (StoreException e) {
            problem = e.getMessage();
        }
    }

    /** Stores results in one transaction, and takes their runs out of the queue. */
    private void write() {
        if (results.isEmpty()) {
            return;
        }
        List<LabeledRun> batch = List.copyOf(results);
        results.clear();
        try {
            store.saveAll(batch);
        } catch (StoreException e) {
            if (!compareWithStored(batch, e)) {
                throw e;
            }
        }
        claimed.stored(batch.stream().map(r -> r.run().id()).toList());
    }

    /** Returns whether the store refused runs because it has other results of them. */
    private boolean compareWithStored(List<LabeledRun> batch, StoreException refused) {
        boolean found = false;
        for (LabeledRun labeled : batch) {
            Run run = labeled.run();
            Run other = store.find(run.id()).orElseThrow(() -> refused);
            if (other.outcome() != Outcome.FAILED
                    && !run.hash().isEmpty()
                    && !other.hash().equals(run.hash())) {
                conflict(
                        run.id(),
                        new Made(
                                other.hash(),
                                "another process on " + other.provenance().get(Run.HOST)),
                        first(run.id()));
                found = true;
            }
        }
        return found;
    }

    private synchronized Made first(String id) {
        return made.get(id);
    }

    /**
     * Stores a result, unless there is one already.
     *
     * @param run the run; empty if its result is no longer needed and only compared
     */
    void result(Optional<QueuedRun> run, FinishedRun finished, String machine) {
        String hash = finished.result().hash();
        synchronized (this) {
            Made first = made.get(finished.id());
            if (first != null
                    && !first.hash().isEmpty()
                    && !hash.isEmpty()
                    && !first.hash().equals(hash)) {
                conflict(finished.id(), first, new Made(hash, machine));
            }
            if (run.isEmpty()) {
                return;
            }
            made.put(finished.id(), new Made(hash, machine));
        }
        actions.add(() -> add(run.get(), finished));
    }

    private synchronized void conflict(String id, Made kept, Made other) {
        conflicts.add("run " + id + " has two results, which should have been the same: parameters " + kept.hash()
                + " by " + kept.machine() + ", and " + other.hash() + " by " + other.machine()
                + "; the first is kept. One of the two machines computes wrongly, or a component of the run depends on"
                + " more than its settings.");
    }

    private void add(QueuedRun run, FinishedRun finished) {
        Run row = new Run(
                run.id(),
                run.cell().suite(),
                run.cell().cell(),
                run.seed(),
                run.cell().spec(),
                finished.provenance(),
                finished.result());
        results.add(new LabeledRun(
                run.cell().keepsPredictions() ? row : row.withoutPredictions(), RunLabel.of(run, job.plan())));
    }

    /** Stores a run as failed because its executors end again and again. */
    void giveUp(QueuedRun run, String reason, String machine) {
        result(Optional.of(run), new FinishedRun(run.id(), provenance, RunResult.failed(reason, 0)), machine);
    }

    /** Stores a checkpoint. A run that has a result needs none. */
    void checkpoint(String id, byte[] checkpoint) {
        synchronized (this) {
            if (made.containsKey(id)) {
                return;
            }
        }
        actions.add(() -> store.saveCheckpoint(id, checkpoint));
    }

    /** Returns the checkpoints of runs that have one, by their ids. */
    Map<String, byte[]> checkpoints(List<String> ids) {
        return store.checkpoints(ids);
    }

    /** Waits until everything is written. */
    void drain() {
        CountDownLatch done = new CountDownLatch(1);
        actions.add(() -> {
            perform(this::write);
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the problem of the store that ends the work; empty if there is none. */
    String problem() {
        return problem;
    }

    /** Returns sentences about runs with two different results. */
    synchronized List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
