package dev.engram.engine.kernel;

/**
 * Tells when a loop in the Vector API has become worth its compilation. Until C2 has compiled it, such a loop makes an object of
 * every vector, and with all of the API that it calls that takes some half a second of processor time, which most
 * small suites never earn back. So, as with skis that one does not know how often one will use, the plain loop, which
 * gives the same bits, does the first numbers, about as many as lose the price of the other.
 */
final class VectorWarmUp {
    /** In place of all thresholds, for those who want to see the one loop, or both. */
    private static final String PROPERTY = "engram.vector.after";

    /** Threads count apart, each in a line of the cache of its own: with a common count tiny networks would wait for that line. */
    private static final int COUNTS = 64;

    private static final int LINE = 32;

    private final int[] counts = new int[COUNTS * LINE];
    private final int threshold;
    /** Not volatile: a thread that sees it late computes the same bits. */
    private boolean isComplete;

    /** With a patience of so many numbers of one thread. */
    VectorWarmUp(int threshold) {
        this.threshold = Integer.getInteger(PROPERTY, threshold);
        this.isComplete = this.threshold == 0;
    }

    /** Is it over? Counts so many numbers until it is, which depends on who computes what, but no bit depends on it. */
    boolean isComplete(int n) {
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
