package dev.engram.app.cli.options;

import dev.engram.app.execution.Parallelism;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the cores are used: by concurrent runs, and by the threads of each run. */
public final class ParallelOptions {
    /** The name of the option for threads. */
    public static final String THREADS = "--threads";

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Number of runs in parallel (default: the number of cores; if " + THREADS
                    + " is given, divided by it).")
    private Integer workers;

    @Option(
            names = THREADS,
            paramLabel = "N",
            description =
                    "Number of threads that share the large matrix products of one run; results do not depend on it"
                            + " (default: the number of cores divided by the number of runs in parallel; 1 in"
                            + " 'engram work').")
    private Integer threads;

    /** Returns what is wrong with the options; empty if nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (workers != null && workers < 1) {
            problems.add("--workers " + workers + ": must be at least 1");
        }
        if (threads != null && (threads < 1 || threads > Parallelism.MAX_THREADS)) {
            problems.add(THREADS + " " + threads + ": must be between 1 and " + Parallelism.MAX_THREADS);
        }
        return problems;
    }

    /** Throws {@link UserError} if an option is wrong. */
    public void check() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw UserError.because(problems);
        }
    }

    /** Returns the options, planned for the cores of this machine. They must be right. */
    public Parallelism parallelism() {
        return plan(Optional.ofNullable(threads));
    }

    /** Returns the same for a worker, which may share the machine with others: one thread unless more are wanted. */
    public Parallelism workerParallelism() {
        return plan(Optional.of(threads == null ? 1 : threads));
    }

    private Parallelism plan(Optional<Integer> threadsOfARun) {
        return Parallelism.of(Runtime.getRuntime().availableProcessors(), Optional.ofNullable(workers), threadsOfARun);
    }

    /** Returns the arguments for workers that a launcher starts. */
    public List<String> workArguments() {
        return threads == null ? List.of() : List.of(THREADS, Integer.toString(threads));
    }
}
