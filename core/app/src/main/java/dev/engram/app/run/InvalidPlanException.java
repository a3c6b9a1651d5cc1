package dev.engram.app.run;

import dev.engram.engine.yaml.Problem;
import java.util.List;

/** Thrown when a suite cannot be run; carries all reasons. */
public final class InvalidPlanException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    public InvalidPlanException(List<Problem> problems) {
        super(problems.size() + " problems");
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
