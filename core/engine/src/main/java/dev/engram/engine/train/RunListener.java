package dev.engram.engine.train;

import java.util.Optional;
import java.util.function.Supplier;

/** Follows a run. All methods are called from the thread of the run. */
@FunctionalInterface
public interface RunListener {
    /** Reports that {@code step} of {@code total} steps are done. */
    void onProgress(long step, long total);

    /** Returns true to cancel the run: it then throws {@link RunCancelledException}. Called after each step. */
    default boolean isCancelled() {
        return false;
    }

    /** Returns true to request a checkpoint. Called between steps. */
    default boolean checkpointDue() {
        return false;
    }

    /** Saves a checkpoint. The supplier makes it on request, which takes about three times its size in memory. */
    default void saveCheckpoint(Supplier<byte[]> checkpoint) {}

    /** Returns the checkpoint from which to continue; empty to start at the first step. */
    default Optional<byte[]> storedCheckpoint() {
        return Optional.empty();
    }

    /** Reports that the run cannot continue from the stored checkpoint, and starts at its first step. */
    default void onCheckpointRefused() {}

    /**
     * Returns text that identifies the run and everything it is made with. A run resumes only from a checkpoint that
     * was made under the same text.
     */
    default String checkpointFingerprint() {
        return "";
    }

    /** The run was cancelled between two steps. */
    final class RunCancelledException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RunCancelledException(long step) {
            super("cancelled after step " + step);
        }
    }
}
