package dev.engram.engine.run;

/** The outcome of a run. The names of {@link #storedName} are written to disk. */
public enum Outcome {
    FINISHED("finished"),
    /** The validation loss no longer fell, or the target was reached. Counts as finished. */
    STOPPED_EARLY("stopped early"),
    /** A number was no longer finite. This is a result, and counts as a failure to reach any target. */
    DIVERGED("diverged"),
    /** The loss grew far beyond its first value, but is finite; see {@link Explosion}. Counts as diverged. */
    EXPLODED("exploded"),
    /** The run broke off, for example because memory ran out or a component threw. It is run again. */
    FAILED("failed");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** Returns the outcome in words. */
    public String word() {
        return word;
    }

    /**
     * Returns the name that is written to disk. An explosion is written as a divergence, together with the measurement
     * of {@link Explosion}, so that programs that do not know explosions count it as a miss too.
     */
    public String storedName() {
        return this == EXPLODED ? DIVERGED.name() : name();
    }

    /** Returns true if the last measurements are results. */
    public boolean hasResults() {
        return this == FINISHED || this == STOPPED_EARLY;
    }

    /** Returns true if the run counts as worse than every value: the training itself failed. */
    public boolean isMiss() {
        return this == DIVERGED || this == EXPLODED;
    }
}
