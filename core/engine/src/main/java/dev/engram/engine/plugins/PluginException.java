package dev.engram.engine.plugins;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if plugins cannot be used. Carries all problems; the message has one line for each. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<PluginProblem> problems;

    PluginException(List<PluginProblem> problems) {
        super(problems.stream().map(PluginProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, in the order in which the files were read. */
    public List<PluginProblem> problems() {
        return problems;
    }
}
