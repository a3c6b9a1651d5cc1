package dev.engram.engine.judge;

/** The answer about a candidate. */
public enum Decision {
    /** The candidate is better. */
    KEEP("keep"),
    /** The candidate is worse. */
    DISCARD("discard"),
    /** The difference is smaller than the margin. */
    EQUAL("equal"),
    /** The seeds do not decide yet. */
    UNDECIDED("undecided");

    private final String word;

    Decision(String word) {
        this.word = word;
    }

    /** Returns the answer as JSON has it. */
    public String word() {
        return word;
    }
}
