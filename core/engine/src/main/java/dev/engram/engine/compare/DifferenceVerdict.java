package dev.engram.engine.compare;

/** What the seeds show of a difference. */
public enum DifferenceVerdict {
    BETTER("better"),
    WORSE("worse"),
    /** Of a metric of which neither direction is better. */
    HIGHER("higher"),
    LOWER("lower"),
    /** Equal in every seed. */
    SAME("the same"),
    NOT_SHOWN("no difference shown"),
    /** No seed has both. */
    NOT_COMPARED("not compared");

    /** In the place of any of them while runs are missing. */
    public static final String NOT_YET = "not yet";

    private final String word;

    DifferenceVerdict(String word) {
        this.word = word;
    }

    /** For people. */
    public String word() {
        return word;
    }

    /** Does the test show a difference? */
    public boolean isSignificant() {
        return ordinal() <= LOWER.ordinal();
    }
}
