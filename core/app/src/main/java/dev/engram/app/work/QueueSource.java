package dev.engram.app.work;

import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.RunSource;
import dev.engram.app.execution.RunTask;
import dev.engram.engine.bundle.QueuedRunReader;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a job, claimed in batches. A batch of short runs lasts a second or two, so that they do not each cost a
 * transaction. It becomes smaller towards the end, and a long run is a batch of its own, so that all workers end at
 * about the same time. While others make the last runs, this source waits: one of them may die, and its runs become
 * free.
 */
final class QueueSource implements RunSource {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSource.class);
    /** A batch that was made faster is followed by one of twice the size. */
    private static final long BATCH_NANOS = 1_000_000_000;
    /** One that takes longer than this is followed by a single run. */
    private static final long LONG_NANOS = 3 * BATCH_NANOS;

    private static final int MAX_BATCH = 512;
    /** A batch has at most this part of the runs that are left, so that other workers get their share. */
    private static final int SHARES = 4;

    private static final long POLL_INTERVAL_MILLIS = 200;

    private final Store store;
    private final JobQueue queue;
    private final long job;
    private final Function<QueuedRun, QueuedTask> tasks;
    private final Duration idleLimit;
    private final Deque<QueuedRun> claimed = new ArrayDeque<>();
    /** Claimed runs that have a checkpoint. */
    private final Set<String> checkpointed = new HashSet<>();
    /** Runs that are stored, and leave the queue with the next claim. */
    private List<String> stored = new ArrayList<>();

    /** Runs that were handed out and are not stored. */
    private int unsaved;

    private int batch;
    private long lastClaim = System.nanoTime();
    private boolean closed;
    private boolean leftToOthers;

    /**
     * Creates a source.
     *
     * @param threads the number of runs that are made at a time
     * @param idleLimit the longest time to wait for runs that others are making
     */
    QueueSource(Store store, JobQueue.Job job, QueuedRunReader reader, int threads, Duration idleLimit) {
        this.store = store;
        queue = store.queue();
        this.job = job.key();
        this.tasks = run -> new QueuedTask(run, RunLabel.of(run, job.plan()), reader);
        batch = (threads + 1) / 2; // the first claim is twice as many
        this.idleLimit = idleLimit;
    }

    @Override
    public synchronized RunTask next(ExecutionListener listener) {
        long idleSince = System.nanoTime();
        while (!closed) {
            if (claimed.isEmpty()) {
                claim();
            }
            if (!claimed.isEmpty()) {
                unsaved++;
                return tasks.apply(claimed.poll());
            }
            if (left() == 0) {
                return null;
            }
            if (System.nanoTime() - idleSince > idleLimit.toNanos()) {
                leftToOthers = true;
                return null;
            }
            await();
        }
        return null;
    }

    private void claim() {
        claimed.addAll(queue.claim(job, batch(), takeStored()));
        checkpointed.addAll(
                store.withCheckpoint(claimed.stream().map(QueuedRun::id).toList()));
    }

    @Override
    public synchronized boolean mayHaveCheckpoint(RunTask task) {
        return checkpointed.contains(task.id());
    }

    private void await() {
        try {
            wait(POLL_INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            LOG.info("an interrupt of a waiting worker is ignored");
        }
    }

    /** Returns the number of runs to claim: one if runs are long. */
    private int batch() {
        long now = System.nanoTime();
        long elapsed = now - lastClaim;
        lastClaim = now;
        if (elapsed > LONG_NANOS) {
            batch = 1;
        } else {
            batch = elapsed < BATCH_NANOS ? Math.min(2 * batch, MAX_BATCH) : Math.max(1, batch / 2);
        }
        return batch == 1 ? 1 : Math.max(1, Math.min(batch, left() / SHARES));
    }

    /** Returns the number of runs in the queue, with those that are being made. */
    private int left() {
        return queue.jobs().stream()
                .filter(j -> j.key() == job)
                .mapToInt(JobQueue.Job::remaining)
                .sum();
    }

    private List<String> takeStored() {
        List<String> all = stored;
        stored = new ArrayList<>();
        return all;
    }

    @Override
    public synchronized void stored(RunTask task) {
        stored.add(task.id());
        unsaved--;
        if (unsaved == 0) { // before that, each thread that waits would ask the store in vain
            notifyAll();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Returns what is claimed and was not begun, and takes stored runs off the queue. Called after the last run. */
    synchronized void settle() {
        if (!claimed.isEmpty()) {
            queue.release(claimed.stream().map(QueuedRun::id).toList());
            claimed.clear();
        }
        if (!stored.isEmpty()) {
            queue.claim(job, 0, takeStored());
        }
    }

    /** Returns whether other processes were still making runs of the job when this one stopped waiting. */
    synchronized boolean leftToOthers() {
        return leftToOthers;
    }
}
