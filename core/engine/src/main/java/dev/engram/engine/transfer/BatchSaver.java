package dev.engram.engine.transfer;

import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.Store.LabeledRun;
import dev.engram.engine.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves runs on a thread of its own, so that many short runs share a transaction. A run is saved at once, unless
 * another was saved less than a fifth of a second ago. If the process is killed, runs that were not yet announced as
 * saved may be lost; they are made again like runs in progress. Thread-safe. Ignores interrupts.
 */
public final class BatchSaver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSaver.class);

    /** The shortest time between two starts of a transaction, unless {@link #RUNS} runs or many weights wait. */
    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** Runs of one transaction. More wait, and a worker that adds one waits for the store. */
    private static final int RUNS = 500;

    /** Bytes of kept weights that wait, beyond which a worker waits for the store. One run may have more. */
    private static final long WEIGHT_BYTES = 256L << 20;

    private final Store store;
    private final long weightBytes;
    private final Thread thread = new Thread(this::saveAll, "saver");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Pending> pending = new ArrayList<>();
    private long pendingBytes;
    private boolean closing;
    private Throwable failure;
    /** Whether a caller knows of the failure. */
    private boolean reported;

    private record Pending(LabeledRun run, Runnable afterwards) {}

    private BatchSaver(Store store, long weightBytes) {
        this.store = store;
        this.weightBytes = weightBytes;
    }

    /** Starts the thread of a saver. */
    public static BatchSaver start(Store store) {
        return start(store, WEIGHT_BYTES);
    }

    /** @param weightBytes bytes of kept weights that may wait */
    static BatchSaver start(Store store, long weightBytes) {
        BatchSaver saver = new BatchSaver(store, weightBytes);
        saver.thread.setDaemon(true);
        saver.thread.start();
        return saver;
    }

    /**
     * Saves a run soon, as {@link Store#save(Run, RunLabel)} does.
     *
     * @param afterwards called by the saver's thread when the run is stored
     * @throws StoreException if this saver has failed to store an earlier run
     */
    public void save(Run run, RunLabel label, Runnable afterwards) {
        lock.lock();
        try {
            while (isFull() && failure == null) {
                changed.awaitUninterruptibly();
            }
            throwFailure();
            pending.add(new Pending(new LabeledRun(run, label), afterwards));
            pendingBytes += weightBytes(run);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return pending.size() >= RUNS || pendingBytes >= weightBytes;
    }

    private static long weightBytes(Run run) {
        return run.result().artifacts().weights().stream()
                .mapToLong(w -> w.arrays().length)
                .sum();
    }

    /**
     * Waits until all runs are stored and announced, and ends the thread. Closing again does nothing.
     *
     * @throws StoreException if a run could not be stored, and {@link #save} has not thrown the exception yet
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                LOG.info("an interrupt of a thread that waits for the store is ignored");
            }
        }
        lock.lock();
        try {
            if (!reported) {
                throwFailure();
            }
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() {
        if (failure != null) {
            reported = true;
        }
        if (failure instanceof StoreException s) {
            throw s;
        }
        if (failure != null) {
            throw new IllegalStateException("the results could not be saved", failure);
        }
    }

    private void saveAll() {
        long next = System.nanoTime();
        try {
            List<Pending> batch = take(next);
            while (!batch.isEmpty()) {
                next = System.nanoTime() + INTERVAL.toNanos();
                store.saveAll(batch.stream().map(Pending::run).toList());
                batch.forEach(p -> p.afterwards().run());
                batch = take(next);
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("runs were not saved", e);
            lock.lock();
            try {
                failure = e;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns the next batch, which begins at a time or later; empty after the last. */
    private List<Pending> take(long time) {
        lock.lock();
        try {
            while (pending.isEmpty() && !closing) {
                changed.awaitUninterruptibly();
            }
            long left = time - System.nanoTime();
            while (left > 0 && !closing && !isFull()) {
                left = await(left);
            }
            List<Pending> batch = pending;
            pending = new ArrayList<>();
            pendingBytes = 0;
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private long await(long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            LOG.info("an interrupt of the thread that saves runs is ignored");
            return end - System.nanoTime();
        }
    }
}
