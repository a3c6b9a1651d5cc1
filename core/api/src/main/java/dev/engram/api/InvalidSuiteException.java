package dev.engram.api;

import java.util.List;

/**
 * Thrown if a suite cannot be run, before anything is run. Its message has all mistakes, one in a line, each with the
 * place in the program or in the suite's file, the key, and a suggestion:
 *
 * <pre>
 * MyProgram.java:14 compare.optimizer.adam.beta1: 1.2 is outside [0,1)
 * MyProgram.java:15 training.epoch: unknown key; did you mean epochs?
 * 2 problems; nothing was run.
 * </pre>
 */
public final class InvalidSuiteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    InvalidSuiteException(List<String> problems, Throwable cause) {
        super(
                String.join("\n", problems) + "\n" + problems.size()
                        + (problems.size() == 1 ? " problem; " : " problems; ") + "nothing was run.",
                cause);
        this.problems = List.copyOf(problems);
    }

    /** Returns the mistakes, in the order of their places. */
    public List<String> problems() {
        return problems;
    }
}
