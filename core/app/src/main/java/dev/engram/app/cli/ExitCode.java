package dev.engram.app.cli;

/** Exit codes of commands. */
final class ExitCode {
    /** Every run ended. */
    static final int OK = 0;
    /** A run failed, a check did, or a signal ended the command. */
    static final int FAILED = 1;
    /** The input is invalid, and nothing was run. */
    static final int BAD_INPUT = 2;

    private ExitCode() {}
}
