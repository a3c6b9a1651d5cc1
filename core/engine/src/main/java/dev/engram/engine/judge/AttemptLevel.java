package dev.engram.engine.judge;

/**
 * The significance level of each of many candidates that are tried against the same baseline. Attempt {@code k} gets
 * {@code 0.05 / (k (k + 1))}. These levels add up to 0.05 over all attempts, however many there will be, so the
 * probability that <em>any</em> candidate without a difference is ever kept or discarded is at most 5% (alpha spending
 * by the union bound, which needs no independence; Foster and Stine 2008, "Alpha-investing", discuss such rules). The
 * price of attempt {@code k} is about {@code 2 ln k} in the logarithm of the evidence: the tenth attempt needs roughly
 * twice the seeds of the first.
 */
public final class AttemptLevel {
    /** The level of all attempts together. */
    public static final double TOTAL = 0.05;

    private AttemptLevel() {}

    /** @param attempt from 1 */
    public static double of(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1, not " + attempt);
        }
        return TOTAL / (attempt * (attempt + 1.0));
    }
}
