package dev.engram.app.execution;

import dev.engram.engine.store.Run;

/** Receives the progress of an execution, from several threads. */
public interface ExecutionListener {
    /** A run has made this many more steps. */
    void advanced(RunTask task, long steps);

    /** A run has ended, here or in another process. */
    void ended(RunTask task, Run run);

    /** A run is in progress in another process; its result will be used. */
    void waiting(RunTask task);
}
