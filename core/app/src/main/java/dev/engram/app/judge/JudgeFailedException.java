package dev.engram.app.judge;

/** A candidate or baseline cannot be judged because of what its runs did. */
public final class JudgeFailedException extends Exception {
    private static final long serialVersionUID = 1;

    JudgeFailedException(String message) {
        super(message);
    }
}
