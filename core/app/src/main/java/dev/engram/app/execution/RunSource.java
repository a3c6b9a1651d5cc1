package dev.engram.app.execution;

/** Hands out runs to the threads of an execution. Thread-safe. */
public interface RunSource extends AutoCloseable {
    /**
     * Returns the next run for this process to make; null if there is none left. This process then has a claim on the
     * run. May wait for runs that other processes are making.
     */
    RunTask next(ExecutionListener listener);

    /**
     * Returns whether a run that was handed out may have a checkpoint. This is known since it was claimed, so a thread
     * that begins a short run does not wait for the transactions that store others.
     */
    boolean mayHaveCheckpoint(RunTask task);

    /** Records that a run was stored. */
    default void stored(RunTask task) {}

    /** Ends the source: it hands out no more runs, and a thread that waits for one returns. */
    @Override
    void close();
}
