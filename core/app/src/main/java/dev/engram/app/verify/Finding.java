package dev.engram.app.verify;

/**
 * One line about a component.
 *
 * @param text what was looked at, and what was found
 */
public record Finding(Kind kind, String text) {
    /** What it means for the component. */
    public enum Kind {
        PASS,
        FAIL,
        /** It makes no promise that could be looked at, or does not fit where it was to be looked at. */
        SKIP,
        /** A figure to judge by: no promise hangs on it. */
        NOTE
    }
}
