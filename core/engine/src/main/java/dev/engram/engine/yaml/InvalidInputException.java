package dev.engram.engine.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when the input cannot be run; holds every problem that was found, in the order of their locations. */
public final class InvalidInputException extends Exception {
    private final List<Problem> problems;

    InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
