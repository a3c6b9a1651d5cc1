package dev.engram.app.verify;

/**
 * One result of a verification.
 *
 * @param text the check and its result
 */
public record Finding(Status status, String text) {
    /** The meaning of a finding. */
    public enum Status {
        PASS,
        FAIL,
        /** The check does not apply to the component. */
        SKIP,
        /** A number for information; not part of the contract. */
        NOTE
    }
}
