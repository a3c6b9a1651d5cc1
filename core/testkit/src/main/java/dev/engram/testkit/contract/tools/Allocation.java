package dev.engram.testkit.contract.tools;

import com.sun.management.ThreadMXBean;
import dev.engram.testkit.contract.check.ContractResult;
import java.lang.management.ManagementFactory;

/** Counts what a piece of work allocates on the heap. */
public final class Allocation {
    private static final int ROUNDS = 500;
    /**
     * Steps of an optimizer in all, for one that goes on allocating: a second or two, so that the compiler is done. It
     * also does away with the arrays that the JDK's own pow makes at each call.
     */
    public static final int OPTIMIZER_STEPS = 3_000_000;
    /** The same for steps of a rule, which take longer. */
    public static final int RULE_STEPS = 300_000;
    /** Even an object in every tenth round counts more than this. */
    private static final double TOLERANCE_BYTES = 1;
    /** And at least so long, in nanoseconds: on a busy machine the compiler, which takes allocations away, lags behind the steps. */
    private static final long MIN_NANOS = 6_000_000_000L;
    /** And no longer than this: one that makes much in every step is no matter of the compiler's. */
    private static final long MAX_NANOS = 15_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes for each round after a warm-up: repeats until a stretch of rounds allocates nothing, as far as it does. */
    private static double bytesPerRound(Runnable work, int maxRounds) {
        long id = Thread.currentThread().getId();
        double least = Double.POSITIVE_INFINITY;
        long began = System.nanoTime();
        long elapsed = 0;
        for (int done = 0;
                least >= TOLERANCE_BYTES && (done < maxRounds || elapsed < MIN_NANOS) && elapsed < MAX_NANOS;
                done += ROUNDS) {
            long before = THREADS.getThreadAllocatedBytes(id);
            for (int i = 0; i < ROUNDS; i++) {
                work.run();
            }
            least = Math.min(least, (THREADS.getThreadAllocatedBytes(id) - before) / (double) ROUNDS);
            elapsed = System.nanoTime() - began;
        }
        return least;
    }

    public static ContractResult check(Runnable step, int maxRounds) {
        double bytes = bytesPerRound(step, maxRounds);
        return bytes < TOLERANCE_BYTES
                ? ContractResult.passed("%.2f bytes per step after warm-up", bytes)
                : ContractResult.failed(
                        "expected no allocation after warm-up, found %.1f bytes per step; keep working "
                                + "memory in scratch matrices or slots, "
                                + "and make lambdas and names once",
                        bytes);
    }
}
