package dev.engram.app.execution;

/** Thrown when a signal has ended an execution. Completed runs are stored. */
public final class ExecutionStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param saved unfinished runs with a checkpoint, from which they continue
     * @param unsaved unfinished runs without one
     */
    ExecutionStoppedException(int saved, int unsaved) {
        super("interrupted: completed runs are stored"
                + (saved == 0 ? "" : ", " + count(saved, "was", "were") + " saved as checkpoints")
                + (unsaved == 0 ? "" : ", " + count(unsaved, "was", "were") + " not saved")
                + ". Run the same command again to continue.");
    }

    private static String count(int n, String one, String many) {
        return n + (n == 1 ? " unfinished run " + one : " unfinished runs " + many);
    }
}
