package dev.engram.app.execution;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs still to be made, by this process or by another on the same store. Thread-safe. Polls runs that another
 * process is making until they are stored, or until that process has ended. Ignores interrupts.
 */
final class RunQueue implements RunSource {
    private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);
    private static final long POLL_INTERVAL_MILLIS = 200;
    private static final long BATCH_NANOS = 200_000_000;
    /** After a batch that took longer than this, one run is claimed, so that none waits here while others are idle. */
    private static final long LONG_NANOS = 3 * BATCH_NANOS;

    private static final int MAX_BATCH = 256;

    private final Store store;
    private final Deque<RunTask> pending;
    /** Runs that this process has claimed and not begun. If it ends before, closing the store releases them. */
    private final Deque<RunTask> claimed = new ArrayDeque<>();

    /** The runs of this process that have a checkpoint. */
    private final Set<String> checkpointed = new HashSet<>();

    private final Deque<RunTask> claimedElsewhere = new ArrayDeque<>();
    /** Runs that failed in an earlier execution, and are tried again. */
    private final Set<String> failedBefore;

    private final Set<String> announced = new HashSet<>();
    private int batch = 1;
    private long lastClaim = System.nanoTime() - 2 * LONG_NANOS;
    private boolean closed;

    RunQueue(Store store, List<? extends RunTask> tasks) {
        this.store = store;
        pending = new ArrayDeque<>(tasks);
        failedBefore = store.find(tasks.stream().map(RunTask::id).toList()).stream()
                .filter(r -> r.outcome() == Outcome.FAILED)
                .map(Run::id)
                .collect(Collectors.toSet());
    }

    /** Ends the queue: it hands out no more runs. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void await() {
        try {
            wait(POLL_INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            LOG.info("an interrupt of a waiting worker is ignored");
        }
    }

    /** Returns the next run for this process to make; null if there is none left and none to wait for. */
    @Override
    public synchronized RunTask next(ExecutionListener listener) {
        while (!closed && !(claimed.isEmpty() && pending.isEmpty() && claimedElsewhere.isEmpty())) {
            if (!claimed.isEmpty()) {
                return claimed.poll();
            }
            if (pending.isEmpty()) {
                await();
                pending.addAll(claimedElsewhere);
                claimedElsewhere.clear();
            } else {
                claim(listener);
            }
        }
        return null;
    }

    @Override
    public synchronized boolean mayHaveCheckpoint(RunTask task) {
        return checkpointed.contains(task.id());
    }

    /** Claims runs: one, or as many short ones as this process makes in about 200 ms. */
    private void claim(ExecutionListener listener) {
        long now = System.nanoTime();
        long elapsed = now - lastClaim;
        lastClaim = now;
        if (elapsed > LONG_NANOS) {
            batch = 1;
        } else {
            batch = elapsed < BATCH_NANOS ? Math.min(2 * batch, MAX_BATCH) : Math.max(1, batch / 2);
        }
        Map<String, RunTask> tasks = new LinkedHashMap<>();
        while (tasks.size() < batch
                && !pending.isEmpty()
                && !tasks.containsKey(pending.peek().id())) {
            RunTask task = pending.poll();
            tasks.put(task.id(), task);
        }
        Map<String, Store.ClaimResult> results = store.claim(tasks.keySet());
        tasks.forEach((id, task) -> accept(task, results.get(id), listener));
        checkpointed.addAll(store.withCheckpoint(tasks.keySet()));
    }

    private void accept(RunTask task, Store.ClaimResult claimResult, ExecutionListener listener) {
        if (claimResult == Store.ClaimResult.HELD_ELSEWHERE) {
            claimedElsewhere.add(task);
            if (announced.add(task.id())) {
                listener.waiting(task);
            }
        } else if (claimResult == Store.ClaimResult.ACQUIRED && !failedElsewhere(task)) {
            claimed.add(task);
        } else {
            store.release(task.id());
            store.find(task.id()).ifPresent(r -> listener.ended(task, r));
        }
    }

    /** Returns whether a run failed in another process while this one waited; it would also fail here. */
    private boolean failedElsewhere(RunTask task) {
        Optional<Run> run = announced.contains(task.id()) && !failedBefore.contains(task.id())
                ? store.find(task.id())
                : Optional.empty();
        return run.filter(r -> r.outcome() == Outcome.FAILED).isPresent();
    }
}
