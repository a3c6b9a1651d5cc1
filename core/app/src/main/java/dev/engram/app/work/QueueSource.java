package dev.engram.app.work;

import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.RunSource;
import dev.engram.app.execution.RunTask;
import dev.engram.engine.bundle.QueuedRunReader;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.RunLabel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a job, claimed in batches. A batch lasts about half a second, so that short runs do not each cost a
 * transaction, and long runs are divided evenly. While others make the last runs, this source waits: one of them may
 * die, and its runs become free.
 */
final class QueueSource implements RunSource {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSource.class);
    private static final double BATCH_SECONDS = 0.5;
    private static final int MAX_BATCH = 256;
    private static final long POLL_INTERVAL_MILLIS = 200;

    private final JobQueue queue;
    private final long job;
    private final Function<QueuedRun, QueuedTask> tasks;
    private final int threads;
    private final Duration idleLimit;
    private final Deque<QueuedRun> claimed = new ArrayDeque<>();
    /** Runs that are stored, and leave the queue with the next claim. */
    private List<String> stored = new ArrayList<>();

    private final long began = System.nanoTime();
    private int ended;
    private boolean closed;
    private boolean leftToOthers;

    /**
     * Creates a source.
     *
     * @param threads the number of runs that are made at a time
     * @param idleLimit the longest time to wait for runs that others are making
     */
    QueueSource(JobQueue queue, JobQueue.Job job, QueuedRunReader reader, int threads, Duration idleLimit) {
        this.queue = queue;
        this.job = job.key();
        this.tasks = run -> new QueuedTask(run, RunLabel.of(run, job.plan()), reader);
        this.threads = threads;
        this.idleLimit = idleLimit;
    }

    @Override
    public synchronized RunTask next(ExecutionListener listener) {
        long idleSince = System.nanoTime();
        while (!closed) {
            if (claimed.isEmpty()) {
                claimed.addAll(queue.claim(job, batch(), takeStored()));
            }
            if (!claimed.isEmpty()) {
                return tasks.apply(claimed.poll());
            }
            if (queue.remaining(job).isEmpty()) {
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

    private void await() {
        try {
            wait(POLL_INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            LOG.info("an interrupt of a waiting worker is ignored");
        }
    }

    private int batch() {
        double seconds = (System.nanoTime() - began) / 1e9;
        double runs = ended == 0 ? threads : ended / seconds * BATCH_SECONDS;
        return (int) Math.max(threads, Math.min(MAX_BATCH, runs));
    }

    private List<String> takeStored() {
        List<String> all = stored;
        stored = new ArrayList<>();
        return all;
    }

    @Override
    public synchronized void stored(RunTask task) {
        stored.add(task.id());
        ended++;
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
