package dev.engram.spark.work;

import dev.engram.engine.queue.QueuedRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claimed runs that have no result yet: those that wait for a batch, and those of batches that are handed out. */
final class UnfinishedRuns {
    /** A run whose executors ended this often is likely to be the reason. */
    static final int MOST_LOST_ATTEMPTS = 8;

    private final RunBatch.Settings settings;
    private final Deque<QueuedRun> pending = new ArrayDeque<>();
    /** Runs that ran out of memory next to others. */
    private final Deque<QueuedRun> alone = new ArrayDeque<>();

    private final Map<Long, OpenBatch> open = new LinkedHashMap<>();
    private final Map<String, Integer> lostAttempts = new HashMap<>();
    private long batches;

    UnfinishedRuns(RunBatch.Settings settings) {
        this.settings = settings;
    }

    /** A batch that was handed out. */
    private static final class OpenBatch {
        private final List<QueuedRun> left;
        private int attempts;

        OpenBatch(List<QueuedRun> runs) {
            left = new ArrayList<>(runs);
        }

        Optional<QueuedRun> remove(String id) {
            for (int i = 0; i < left.size(); i++) {
                if (left.get(i).id().equals(id)) {
                    return Optional.of(left.remove(i));
                }
            }
            return Optional.empty();
        }
    }

    /** Adds runs that were claimed. */
    void add(List<QueuedRun> claimed) {
        pending.addAll(claimed);
    }

    /** Returns the number of runs that wait for a batch. */
    int waiting() {
        return pending.size();
    }

    /** Returns the number of batches that are handed out. */
    int openBatches() {
        return open.size();
    }

    boolean isEmpty() {
        return open.isEmpty() && pending.isEmpty() && alone.isEmpty();
    }

    /**
     * Puts the runs that wait into batches.
     *
     * @param size the most runs of a batch
     * @param most the number of batches that may be handed out at a time
     */
    List<RunBatch> cut(int size, int most) {
        List<RunBatch> cut = new ArrayList<>();
        while (!pending.isEmpty() && open.size() < most) {
            List<QueuedRun> runs = new ArrayList<>();
            while (runs.size() < size && !pending.isEmpty()) {
                runs.add(pending.poll());
            }
            cut.add(open(runs, false));
        }
        if (open.isEmpty() && !alone.isEmpty()) {
            cut.add(open(List.of(alone.poll()), true));
        }
        return cut;
    }

    private RunBatch open(List<QueuedRun> runs, boolean nothingElse) {
        RunBatch batch = new RunBatch(batches++, nothingElse, settings, runs);
        open.put(batch.key(), new OpenBatch(runs));
        return batch;
    }

    boolean isOpen(long key) {
        return open.containsKey(key);
    }

    /** Returns the runs of a batch that are still to be made; none if it is closed. */
    List<QueuedRun> left(long key) {
        OpenBatch batch = open.get(key);
        return batch == null ? List.of() : List.copyOf(batch.left);
    }

    /**
     * Notes that an attempt at an open batch begins. If it is a new one, the last attempt ended in the first run that
     * is left.
     *
     * @return that run, which is given up, if this happened too often
     */
    Optional<QueuedRun> attempt(long key, int attempt) {
        OpenBatch batch = open.get(key);
        if (attempt <= batch.attempts) {
            return Optional.empty();
        }
        batch.attempts = attempt;
        if (batch.left.isEmpty() || lostAttempts.merge(batch.left.get(0).id(), 1, Integer::sum) < MOST_LOST_ATTEMPTS) {
            return Optional.empty();
        }
        return Optional.of(batch.left.remove(0));
    }

    /** Notes that a run made progress, and so did not cause its executors to end. */
    void advanced(String id) {
        lostAttempts.remove(id);
    }

    /** Removes a run that ended; returns it unless the batch is closed or had its result already. */
    Optional<QueuedRun> ended(long key, String id) {
        OpenBatch batch = open.get(key);
        return batch == null ? Optional.empty() : batch.remove(id);
    }

    /** Notes that a run is to be made again while nothing else is. */
    void retryAlone(long key, String id) {
        ended(key, id).ifPresent(alone::add);
    }

    /** Closes a batch, if it is open; the runs that are left wait for another one. */
    void close(long key) {
        OpenBatch batch = open.remove(key);
        if (batch != null) {
            batch.left.forEach(pending::addFirst);
        }
    }
}
