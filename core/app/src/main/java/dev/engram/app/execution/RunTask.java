package dev.engram.app.execution;

import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.store.RunLabel;

/** A run to be made: the settings under which it is stored, and the means to make it. */
public interface RunTask {
    /** Returns the content address of the run. */
    String id();

    /** Returns the name of the run in logs and progress. */
    String name();

    long seed();

    /** Returns the canonical text of the settings, which is stored with the run. */
    String spec();

    /** Returns the place of the run in its suite. */
    RunLabel label();

    /** Returns whether the predictions of a classifier for the test examples are stored. */
    boolean keepsPredictions();

    /**
     * Returns the run with its components. What it throws ends only this run, which is then stored as failed.
     *
     * @throws Exception if the settings cannot be read, or a file of the run is missing or has changed
     */
    ResolvedRun resolve() throws Exception;
}
