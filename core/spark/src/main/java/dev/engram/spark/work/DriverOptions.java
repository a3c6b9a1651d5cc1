package dev.engram.spark.work;

import dev.engram.app.time.Durations;
import dev.engram.spark.bridge.DriverException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The arguments of the driver. Those that {@code engram work} has as well mean the same. */
@Command(name = "engram-spark.jar")
final class DriverOptions {
    @Option(names = "--store", required = true)
    private String store;

    @Option(names = "--job")
    private Long job;

    @Option(names = "--bundle")
    private Path bundle;

    @Option(names = "--checkpoint", defaultValue = "60s")
    private String checkpoint;

    @Option(names = "--time-limit")
    private String timeLimit;

    @Option(names = "--stop-file")
    private Path stopFile;

    private DriverOptions() {}

    /** @throws DriverException if an argument is missing, unknown or invalid */
    static DriverOptions parse(List<String> arguments) throws DriverException {
        DriverOptions options = new DriverOptions();
        try {
            new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new DriverException(2, e.getMessage());
        }
        return options;
    }

    String store() {
        return store;
    }

    /** Returns the key of the job; empty for the only one in the store. */
    Optional<Long> job() {
        return Optional.ofNullable(job);
    }

    /** Returns the folder with the files of the job; empty if the store has them. */
    Optional<Path> bundle() {
        return Optional.ofNullable(bundle);
    }

    /** Returns the file whose existence asks the driver to save the runs and to end. */
    Optional<Path> stopFile() {
        return Optional.ofNullable(stopFile);
    }

    RunBatch.Settings settings() throws DriverException {
        return new RunBatch.Settings(
                duration("--checkpoint", checkpoint),
                timeLimit == null ? Optional.empty() : Optional.of(duration("--time-limit", timeLimit)));
    }

    private static Duration duration(String option, String text) throws DriverException {
        return Durations.parse(text)
                .orElseThrow(() -> new DriverException(
                        2, option + " " + text + ": expected a time, such as 500ms, 60s, 5m or 2h"));
    }
}
