package dev.engram.engine.claim;

import java.util.Collection;

/** The outcome of a check or a claim. Only {@link #PASS} counts as passed. */
public enum Verdict {
    /** The results agree with the publication. */
    PASS("PASS"),
    /** A number is outside its tolerance, but within twice of it; or an order is neither shown nor reversed. */
    NEAR("NEAR"),
    /** The results contradict the publication. */
    FAIL("FAIL"),
    /** There are too few seeds for a verdict. */
    UNDECIDED("UNDECIDED"),
    /** Something is missing: data, a component, or a reading. */
    NOT_RUN("NOT RUN");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** Returns the verdict as it is printed. */
    public String word() {
        return word;
    }

    /**
     * Returns the verdict on a claim with these checks: the worst of them. A FAIL of one is a FAIL of all, and only if
     * all pass the claim passes.
     */
    public static Verdict worst(Collection<Verdict> checks) {
        Verdict worst = checks.isEmpty() ? NOT_RUN : PASS;
        for (Verdict v : checks) {
            if (v.severity() > worst.severity()) {
                worst = v;
            }
        }
        return worst;
    }

    private int severity() {
        return switch (this) {
            case PASS -> 0;
            case NEAR -> 1;
            case UNDECIDED -> 2;
            case NOT_RUN -> 3;
            case FAIL -> 4;
        };
    }
}
