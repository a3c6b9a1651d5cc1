package dev.engram.app.run;

import dev.engram.engine.store.Run;

/** Receives the progress of an execution, from several threads. */
public interface ExecutionListener {
    /** A run has made this many more steps. */
    void advanced(Plan.Item item, long steps);

    /** A run has ended, here or in another process. */
    void ended(Plan.Item item, Run run);

    /** A run is in progress in another process; its result will be used. */
    void waiting(Plan.Item item);
}
