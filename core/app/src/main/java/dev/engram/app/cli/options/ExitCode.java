package dev.engram.app.cli.options;

/** Exit codes of commands. */
public final class ExitCode {
    /** Every run ended. */
    public static final int OK = 0;
    /** A run failed, a check did, or a signal ended the command. */
    public static final int FAILED = 1;
    /** The input is invalid, and nothing was run. */
    public static final int BAD_INPUT = 2;

    /** A judgment is undecided: more seeds are needed. */
    public static final int UNDECIDED = 3;

    private ExitCode() {}
}
