package dev.engram.app.cli.options;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How many runs a command makes at the same time. */
public final class WorkersOption {
    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Number of runs in parallel (default: the number of cores).")
    private int workers = Runtime.getRuntime().availableProcessors();

    public int count() {
        return workers;
    }

    /** Returns what is wrong with the number; empty if nothing is. */
    public Optional<String> problem() {
        return workers < 1 ? Optional.of("--workers " + workers + ": must be at least 1") : Optional.empty();
    }

    /** Throws {@link UserError} if the number is invalid. */
    public void check() {
        problem().ifPresent(p -> {
            throw UserError.because(p);
        });
    }
}
