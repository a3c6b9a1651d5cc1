package dev.engram.engine.run;

/** How a run ended. The names are written to disk. */
public enum Outcome {
    FINISHED("finished"),
    /** Its validation loss no longer fell, or it had reached its target: as good as finished. */
    STOPPED_EARLY("stopped early"),
    /** Its numbers ran away: a result, and a miss. */
    DIVERGED("diverged"),
    /** It broke for a reason that is not its own, such as a full memory; it is run again. */
    FAILED("failed");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** For people. */
    public String word() {
        return word;
    }

    /** Are its last measurements results? */
    public boolean hasResults() {
        return this == FINISHED || this == STOPPED_EARLY;
    }
}
