package dev.engram.engine.train;

import java.util.Optional;
import java.util.function.Supplier;

/** Stands beside a run while it goes; asked and told from the run's own thread. */
@FunctionalInterface
public interface RunListener {
    /** So far has the run come. */
    void onProgress(long step, long total);

    /** Has nobody any more use for the run? Asked between steps; the run then throws {@link RunCancelledException}. */
    default boolean isCancelled() {
        return false;
    }

    /** Is it time for a checkpoint? Asked between steps. */
    default boolean checkpointDue() {
        return false;
    }

    /** What the run can go on from later; made when it is asked for, which takes about thrice its room in memory. */
    default void saveCheckpoint(Supplier<byte[]> checkpoint) {}

    /** What an earlier attempt at the same run kept; empty: the run begins at the beginning. */
    default Optional<byte[]> storedCheckpoint() {
        return Optional.empty();
    }

    /**
     * Returns text that identifies the run and everything it is made with. A run resumes only from a checkpoint that was
     * made under the same text.
     */
    default String checkpointFingerprint() {
        return "";
    }

    /** The run was given up between two steps. */
    final class RunCancelledException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RunCancelledException(long step) {
            super("given up after step " + step);
        }
    }
}
