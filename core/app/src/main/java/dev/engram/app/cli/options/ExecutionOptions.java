package dev.engram.app.cli.options;

import dev.engram.app.execution.Execution;
import dev.engram.app.execution.Parallelism;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that make runs: how many at the same time, and how long one may take. */
public final class ExecutionOptions {
    /** The default time between checkpoints. */
    public static final String CHECKPOINT = "60s";

    private static final String TIME_LIMIT = "--time-limit";

    @Mixin
    private ParallelOptions parallel;

    @Option(
            names = TIME_LIMIT,
            paramLabel = "TIME",
            description = "Longest time that a run may take, such as 60s, 5m or 2h (default: none). A run that exceeds"
                    + " it fails.")
    private String limit;

    public ParallelOptions parallel() {
        return parallel;
    }

    /** Returns the time limit of a run; throws {@link UserError} if it is invalid. */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(limit).map(l -> DurationOptions.parse(TIME_LIMIT, l));
    }

    /**
     * Returns the settings of the runs.
     *
     * @param checkpoint the time between checkpoints
     * @throws UserError if a number or a time is invalid
     */
    public Execution.Settings settings(String checkpoint) {
        parallel.check();
        return settings(parallel.parallelism(), checkpoint);
    }

    /** Returns the same for a worker, which may share the machine with others. */
    public Execution.Settings workerSettings(String checkpoint) {
        parallel.check();
        return settings(parallel.workerParallelism(), checkpoint);
    }

    private Execution.Settings settings(Parallelism parallelism, String checkpoint) {
        return new Execution.Settings(parallelism, timeLimit(), DurationOptions.parse("--checkpoint", checkpoint));
    }

    /** Returns the time limit and the threads of a run as arguments of {@code engram work}. */
    public List<String> workArguments() {
        List<String> arguments = new ArrayList<>(parallel.workArguments());
        if (limit != null) {
            arguments.addAll(List.of(TIME_LIMIT, limit));
        }
        return arguments;
    }
}
