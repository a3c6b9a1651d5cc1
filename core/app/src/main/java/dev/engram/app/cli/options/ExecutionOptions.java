package dev.engram.app.cli.options;

import dev.engram.app.execution.Execution;
import java.time.Duration;
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
    private WorkersOption workers;

    @Option(
            names = TIME_LIMIT,
            paramLabel = "TIME",
            description = "Longest time that a run may take, such as 60s, 5m or 2h (default: none). A run that exceeds"
                    + " it fails.")
    private String limit;

    public WorkersOption workers() {
        return workers;
    }

    /** Returns the time limit of a run; throws {@link UserError} if it is invalid. */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(limit).map(l -> DurationOptions.parse(TIME_LIMIT, l));
    }

    /**
     * Returns the settings of the runs.
     *
     * @param checkpoint the time between checkpoints
     * @throws UserError if the number of workers or a time is invalid
     */
    public Execution.Settings settings(String checkpoint) {
        workers.check();
        return new Execution.Settings(workers.count(), timeLimit(), DurationOptions.parse("--checkpoint", checkpoint));
    }

    /** Returns the time limit as arguments of another command. */
    public List<String> limitAsArguments() {
        return limit == null ? List.of() : List.of(TIME_LIMIT, limit);
    }
}
