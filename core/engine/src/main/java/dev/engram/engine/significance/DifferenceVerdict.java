package dev.engram.engine.significance;

/** What the seeds show about a difference. */
public enum DifferenceVerdict {
    BETTER("better"),
    WORSE("worse"),
    /** Higher, in a metric of which neither direction is better. */
    HIGHER("higher"),
    LOWER("lower"),
    /** Equal in every seed. */
    SAME("the same"),
    /** No seed has a value to compare, because both diverged, or neither reached the target. */
    NO_VALUES("no values"),
    NOT_SHOWN("no difference shown"),
    /** Not significant, and the seeds are so few that no difference could have been. */
    TOO_FEW_SEEDS("too few seeds"),
    /** No seed has a result of all cells, or the reference cell is not run. */
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
