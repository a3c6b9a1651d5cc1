package dev.engram.app.cli;

/** What a command says to the shell. */
final class ExitCode {
    /** All runs ended. */
    static final int OK = 0;
    /** Some run failed. */
    static final int FAILED = 1;
    /** Nothing was run because the input is bad. */
    static final int BAD_INPUT = 2;

    private ExitCode() {}
}
