package dev.engram.engine.run;

/** The outcome of a run. The names are written to disk. */
public enum Outcome {
    FINISHED("finished"),
    /** The validation loss no longer fell, or the target was reached. Counts as finished. */
    STOPPED_EARLY("stopped early"),
    /** A number was no longer finite. This is a result, and counts as a failure to reach any target. */
    DIVERGED("diverged"),
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

    /** Returns true if the last measurements are results. */
    public boolean hasResults() {
        return this == FINISHED || this == STOPPED_EARLY;
    }
}
