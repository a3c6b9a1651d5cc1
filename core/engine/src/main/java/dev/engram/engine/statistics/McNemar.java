package dev.engram.engine.statistics;

import java.util.BitSet;

/**
 * McNemar's exact test of two classifiers on the same examples: a binomial test of the examples that exactly one of
 * them gets right. It concerns these two trained networks, not the methods that trained them.
 *
 * @param onlyA examples that A alone gets right
 * @param onlyB examples that B alone gets right
 * @param p two-sided, binomial; 1 if they never differ
 */
public record McNemar(int both, int onlyA, int onlyB, int neither, double p) {
    /** @param a whether the prediction is correct, by example; for a diverged run it never is */
    public static McNemar of(boolean[] a, boolean[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "predictions of " + a.length + " and " + b.length + " examples cannot be compared");
        }
        return of(a.length, bits(a), bits(b));
    }

    /**
     * Makes the test from sets of correct examples.
     *
     * @param n number of examples
     * @param a examples that A gets right
     */
    public static McNemar of(int n, BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        int onlyA = a.cardinality() - both.cardinality();
        int onlyB = b.cardinality() - both.cardinality();
        return new McNemar(
                both.cardinality(),
                onlyA,
                onlyB,
                n - both.cardinality() - onlyA - onlyB,
                Distributions.binomialTestP(onlyA, onlyA + onlyB));
    }

    private static BitSet bits(boolean[] values) {
        BitSet bits = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            bits.set(i, values[i]);
        }
        return bits;
    }
}
