package dev.engram.engine.kernel.vector;

/**
 * Decides when a loop in the Vector API has become worth its compilation. Until C2 has compiled such a loop, it
 * allocates an object for every vector. Compilation, with all of the API that the loop calls, takes about half a
 * second of processor time, which most small suites never recover. So the scalar loop, which gives the same bits,
 * processes the first numbers: as many as lose about as much time as the compilation takes (the "ski rental"
 * problem).
 */
public final class VectorWarmUp {
    /** Replaces all thresholds, for tests of one of the loops, or of both. */
    private static final String PROPERTY = "engram.vector.after";

    /**
     * Threads count separately, each in its own cache line. With a shared counter, tiny networks would wait for that
     * line.
     */
    private static final int COUNTS = 64;

    private static final int LINE = 32;

    private final int[] counts = new int[COUNTS * LINE];
    private final int threshold;
    /** Not volatile: a thread that sees it late computes the same bits. */
    private boolean isComplete;

    /** @param threshold numbers that one thread processes in the scalar loop */
    public VectorWarmUp(int threshold) {
        this.threshold = Integer.getInteger(PROPERTY, threshold);
        this.isComplete = this.threshold == 0;
    }

    /**
     * Returns whether the warm-up is complete; counts {@code n} numbers until it is. The moment depends on the
     * threads, but no bit of a result does.
     */
    public boolean isComplete(int n) {
        if (isComplete) {
            return true;
        }
        int i = (int) (Thread.currentThread().getId() % COUNTS) * LINE;
        counts[i] += Math.min(n, threshold - counts[i]);
        if (counts[i] >= threshold) {
            isComplete = true;
        }
        return false;
    }
}
