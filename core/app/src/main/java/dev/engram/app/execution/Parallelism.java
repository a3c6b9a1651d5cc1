package dev.engram.app.execution;

import dev.engram.engine.parallel.ThreadTeam;
import java.util.Optional;

/**
 * How an execution uses the cores of a machine. Runs in parallel come first, because they share nothing; cores that are
 * left share the products of a run.
 *
 * @param cores the cores of the machine
 * @param workers the number of concurrent runs
 * @param threads the number of threads of each run; empty to divide the cores among the runs
 */
public record Parallelism(int cores, int workers, Optional<Integer> threads) {
    /** The largest number of threads of a run. */
    public static final int MAX_THREADS = ThreadTeam.MAX_SIZE;

    /** Plans for these cores. Workers that are not given leave each run its threads. */
    public static Parallelism of(int cores, Optional<Integer> workers, Optional<Integer> threads) {
        return new Parallelism(cores, workers.orElseGet(() -> Math.max(1, cores / threads.orElse(1))), threads);
    }

    /** Returns the number of threads of each of so many concurrent runs. */
    public int threads(int runs) {
        return threads.orElseGet(() -> Math.min(MAX_THREADS, Math.max(1, cores / Math.max(1, runs))));
    }

    /** Returns the concurrent runs in words, such as "2 workers", if there are so many runs. */
    public String describe(int runs) {
        return count(Math.min(workers, runs), "worker")
                + threads.map(t -> " with " + count(t, "thread") + (Math.min(workers, runs) == 1 ? "" : " each"))
                        .orElse("");
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
