package dev.engram.engine.plugins;

import java.util.List;
import java.util.stream.Collectors;

/** The plugins cannot be used: every reason that was found, in one exception. Its message has one line for each. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<PluginProblem> problems;

    PluginException(List<PluginProblem> problems) {
        super(problems.stream().map(PluginProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order in which the files were read. */
    public List<PluginProblem> problems() {
        return problems;
    }
}
