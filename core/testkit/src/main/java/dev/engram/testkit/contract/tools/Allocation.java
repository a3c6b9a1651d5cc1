package dev.engram.testkit.contract.tools;

import com.sun.management.ThreadMXBean;
import dev.engram.testkit.contract.check.ContractResult;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Measures heap allocation. */
public final class Allocation {
    private static final int ROUNDS = 500;
    /**
     * The limit on steps of an optimizer that keeps allocating. They take a second or two, enough for the JIT compiler,
     * which also removes the arrays that the JDK's pow allocates at each call.
     */
    public static final int OPTIMIZER_STEPS = 3_000_000;
    /** The limit on steps of a rule, which take longer. */
    public static final int RULE_STEPS = 300_000;
    /** One object in every tenth round exceeds this. */
    private static final double TOLERANCE_BYTES = 1;
    /** A system property: the minimum processor time before allocation is reported, in milliseconds. */
    public static final String MIN_MILLIS = "engram.allocation.milliseconds";
    /** The JIT compiler needs about as much processor time as the steps, of which a busy machine gives both little. */
    private static final int USUAL_MIN_MILLIS = 6_000;
    /** The maximum processor time: a component that still allocates then does so regardless of the JIT compiler. */
    private static final long MAX_NANOS = 15_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Returns the least number of bytes per round; stops as soon as a series of rounds allocates nothing. */
    private static double bytesPerRound(Runnable work, int maxRounds) {
        long id = Thread.currentThread().getId();
        double least = Double.POSITIVE_INFINITY;
        long minNanos = TimeUnit.MILLISECONDS.toNanos(Integer.getInteger(MIN_MILLIS, USUAL_MIN_MILLIS));
        long began = processorNanos();
        long elapsed = 0;
        for (int done = 0;
                least >= TOLERANCE_BYTES && (done < maxRounds || elapsed < minNanos) && elapsed < MAX_NANOS;
                done += ROUNDS) {
            long before = THREADS.getThreadAllocatedBytes(id);
            for (int i = 0; i < ROUNDS; i++) {
                work.run();
            }
            least = Math.min(least, (THREADS.getThreadAllocatedBytes(id) - before) / (double) ROUNDS);
            elapsed = processorNanos() - began;
        }
        return least;
    }

    private static long processorNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /**
     * Checks that a step allocates nothing after a warm-up of at most {@code maxRounds} steps, or longer if they are
     * fast.
     */
    public static ContractResult check(Runnable step, int maxRounds) {
        double bytes = bytesPerRound(step, maxRounds);
        return bytes < TOLERANCE_BYTES
                ? ContractResult.passed("%.2f bytes per step after warm-up", bytes)
                : ContractResult.failed(
                        "expected no allocation after warm-up, found %.1f bytes per step; use scratch matrices or"
                                + " slots, create lambdas and names once, and use Maths.pow with two floats"
                                + " instead of StrictMath.pow",
                        bytes);
    }
}
