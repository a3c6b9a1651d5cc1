package dev.engram.app.execution;

import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.RunListener;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the progress of one run, stores its checkpoints, and tells the run when it is cancelled. */
final class StoredRunListener implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(StoredRunListener.class);

    private final RunTask task;
    private final Store store;
    private final String checkpointFingerprint;
    private final ExecutionListener listener;
    private final boolean resumable;
    private volatile long lastStep;
    private volatile boolean cancelled;
    private volatile boolean checkpointRequested;
    private volatile boolean stopping;
    private volatile boolean saved;
    private boolean failureLogged;

    /**
     * Creates a listener.
     *
     * @param checkpointFingerprint the text under which the run's checkpoints are made
     * @param resumable whether the run may have a checkpoint
     */
    StoredRunListener(
            RunTask task, Store store, String checkpointFingerprint, boolean resumable, ExecutionListener listener) {
        this.resumable = resumable;
        this.checkpointFingerprint = checkpointFingerprint;
        this.task = task;
        this.store = store;
        this.listener = listener;
    }

    /** Returns the last step that the run has reported. */
    long lastStep() {
        return lastStep;
    }

    /** Cancels the run. */
    void cancel() {
        cancelled = true;
    }

    /** Ends the run with a checkpoint after its next step. */
    void stop() {
        stopping = true;
        checkpointRequested = true;
    }

    /** Returns whether a stopped run has a checkpoint of its last step. */
    boolean isSaved() {
        return saved;
    }

    /** Requests a checkpoint. */
    void requestCheckpoint() {
        checkpointRequested = true;
    }

    @Override
    public void onProgress(long step, long total) {
        if (!cancelled) {
            listener.advanced(task, step - lastStep);
            lastStep = step;
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean checkpointDue() {
        return checkpointRequested;
    }

    /** Stores a checkpoint. If that fails, the run continues, because it is worth more than its checkpoint. */
    @Override
    public void saveCheckpoint(Supplier<byte[]> checkpoint) {
        checkpointRequested = false;
        if (cancelled) {
            return;
        }
        boolean last = stopping;
        try {
            store(checkpoint, last);
        } finally {
            cancelled |= last;
        }
    }

    private void store(Supplier<byte[]> checkpoint, boolean last) {
        String error;
        try {
            byte[] bytes = checkpoint.get();
            store.saveCheckpoint(task.id(), bytes);
            LOG.info("checkpoint of {} bytes", bytes.length);
            saved = last;
            return;
        } catch (StoreException e) {
            error = e.getMessage();
        } catch (OutOfMemoryError e) {
            error = "not enough memory";
        }
        if (!failureLogged) {
            failureLogged = true;
            LOG.warn("{}: the checkpoint could not be stored, so the run cannot be resumed: {}", task.name(), error);
        }
    }

    @Override
    public String checkpointFingerprint() {
        return checkpointFingerprint;
    }

    @Override
    public Optional<byte[]> storedCheckpoint() {
        return resumable ? store.checkpoint(task.id()) : Optional.empty();
    }

    @Override
    public void onCheckpointRefused() {
        LOG.warn(CheckpointFingerprint.refusal(task.name()));
    }
}
