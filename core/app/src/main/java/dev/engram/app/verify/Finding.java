package dev.engram.app.verify;

/**
 * One result of a verification.
 *
 * @param text the check and its result
 */
public record Finding(Kind kind, String text) {
    /** The meaning of a finding. */
    public enum Kind {
        PASS,
        FAIL,
        /** The check does not apply to the component. */
        SKIP,
        /** A number for information; not part of the contract. */
        NOTE
    }
}
