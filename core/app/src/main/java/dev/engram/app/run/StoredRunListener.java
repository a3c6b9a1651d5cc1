package dev.engram.app.run;

import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.RunListener;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands beside one run: hands its progress on, keeps its checkpoints, and tells it when it is given up. */
final class StoredRunListener implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(StoredRunListener.class);

    private final Plan.Item item;
    private final Store store;
    private final ExecutionListener listener;
    private volatile long lastStep;
    private volatile boolean cancelled;
    private volatile boolean checkpointRequested;
    private boolean failureLogged;

    StoredRunListener(Plan.Item item, Store store, ExecutionListener listener) {
        this.item = item;
        this.store = store;
        this.listener = listener;
    }

    /** The last step that is known of. */
    long lastStep() {
        return lastStep;
    }

    /** Nobody waits for it any more. */
    void cancel() {
        cancelled = true;
    }

    /** A checkpoint is wanted. */
    void requestCheckpoint() {
        checkpointRequested = true;
    }

    @Override
    public void onProgress(long step, long total) {
        if (!cancelled) {
            listener.advanced(item, step - lastStep);
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

    /** A run that goes well is worth more than its checkpoint: where that cannot be kept, it goes on. */
    @Override
    public void saveCheckpoint(Supplier<byte[]> checkpoint) {
        checkpointRequested = false;
        if (cancelled) {
            return;
        }
        String error;
        try {
            byte[] bytes = checkpoint.get();
            store.saveCheckpoint(item.id(), bytes);
            LOG.info("checkpoint of {} bytes", bytes.length);
            return;
        } catch (StoreException e) {
            error = e.getMessage();
        } catch (OutOfMemoryError e) {
            error = "the memory is too small for it";
        }
        if (!failureLogged) {
            failureLogged = true;
            LOG.warn("{}: no checkpoint was kept, so that the run cannot be resumed: {}", item.name(), error);
        }
    }

    @Override
    public Optional<byte[]> storedCheckpoint() {
        return store.checkpoint(item.id());
    }
}
