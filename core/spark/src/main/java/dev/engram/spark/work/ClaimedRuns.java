package dev.engram.spark.work;

import dev.engram.app.work.WorkerHost;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.JobQueue.Job;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The driver's claims on the runs of a job. It renews them, and ends those that are left when it is closed. */
final class ClaimedRuns implements AutoCloseable {
    /** A sixth of the lease of a claim. */
    private static final long RENEWAL_SECONDS = 10;

    private static final long LOOK_SECONDS = 1;

    private final Store store;
    private final JobQueue queue;
    private final Job job;
    private final Optional<Path> stopFile;
    private final Set<String> held = new HashSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "claims");
        thread.setDaemon(true);
        return thread;
    });
    private int registeredSlots;
    private volatile int waiting;
    private volatile boolean cancelled;

    /** @param stopFile a file whose existence asks the driver to end */
    ClaimedRuns(Store store, Job job, Optional<Path> stopFile) {
        this.store = store;
        this.job = job;
        this.stopFile = stopFile;
        queue = store.queue();
        waiting = job.remaining();
        clock.scheduleAtFixedRate(this::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
        clock.scheduleAtFixedRate(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void renew() {
        try {
            store.renew();
        } catch (StoreException | OutOfMemoryError e) {
            // the next attempt is soon enough
        }
    }

    /** Notices a cancelled job: its runs have left the queue, although nobody has stored them. */
    private synchronized void look() {
        try {
            // Read under the lock: a run that is claimed later would seem to have left the queue.
            Set<String> remaining = Set.copyOf(queue.remaining(job.key()));
            cancelled |= !held.isEmpty() && held.stream().noneMatch(remaining::contains);
            waiting = Math.max(0, remaining.size() - held.size());
        } catch (StoreException | OutOfMemoryError e) {
            // the next look is soon enough
        }
    }

    /** Tells {@code engram status} how many of the claimed runs are made at a time. */
    synchronized void register(int slots) {
        if (slots != registeredSlots) {
            queue.register(WorkerHost.name(), "Spark driver " + WorkerHost.process(), slots);
            registeredSlots = slots;
        }
    }

    /** Claims up to this many runs. */
    synchronized List<QueuedRun> take(int most) {
        List<QueuedRun> runs = new ArrayList<>(queue.claim(job.key(), most, List.of()));
        // A failed run is stored, which ends its claim, before it leaves the queue.
        List<String> failed =
                runs.stream().map(QueuedRun::id).filter(held::contains).toList();
        if (!failed.isEmpty()) {
            runs.removeIf(r -> failed.contains(r.id()));
            queue.release(failed);
        }
        runs.forEach(r -> held.add(r.id()));
        waiting = Math.max(0, waiting - runs.size());
        return runs;
    }

    /** Takes stored runs out of the queue. */
    synchronized void stored(List<String> ids) {
        queue.claim(job.key(), 0, ids);
        ids.forEach(held::remove);
    }

    /** Returns about how many runs are in the queue and not claimed here. */
    int waiting() {
        return waiting;
    }

    /** Returns whether the job was cancelled. */
    boolean cancelled() {
        return cancelled;
    }

    /** Returns whether the driver was asked to end. */
    boolean stopRequested() {
        return stopFile.filter(Files::exists).isPresent();
    }

    /** Returns whether the queue is empty: all runs are made, also those of other processes. */
    boolean noneLeft() {
        return queue.remaining(job.key()).isEmpty();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        List<String> left;
        synchronized (this) {
            left = List.copyOf(held);
        }
        try {
            queue.release(left);
        } catch (StoreException e) {
            // the claims end by themselves when this process has ended
        }
        store.close();
    }
}
