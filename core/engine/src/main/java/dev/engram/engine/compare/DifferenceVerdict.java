package dev.engram.engine.compare;

/** What the seeds show about a difference. */
public enum DifferenceVerdict {
    BETTER("better"),
    WORSE("worse"),
    /** Higher, in a metric of which neither direction is better. */
    HIGHER("higher"),
    LOWER("lower"),
    /** Equal in every seed. */
    SAME("the same"),
    NOT_SHOWN("no difference shown"),
    /** No seed has a result of both cells. */
    NOT_COMPARED("not compared");

    /** Replaces every verdict while runs are missing. */
    public static final String NOT_YET = "not yet";

    private final String word;

    DifferenceVerdict(String word) {
        this.word = word;
    }

    /** The verdict in words, as CSV and JSON have it. */
    public String word() {
        return word;
    }
}
