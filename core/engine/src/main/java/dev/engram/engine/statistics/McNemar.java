package dev.engram.engine.statistics;

import java.util.BitSet;

/**
 * McNemar's exact test of two classifiers on the same examples: of those that just one of them gets right, does either get
 * more than a coin would give it? It speaks of these two trained networks and not of the methods that trained them.
 *
 * @param onlyA examples that A alone gets right
 * @param onlyB examples that B alone gets right
 * @param p two-sided, binomial; 1 if they never differ
 */
public record McNemar(int both, int onlyA, int onlyB, int neither, double p) {
    /** @param a is the prediction right, by example; that of a run that diverged is right nowhere */
    public static McNemar of(boolean[] a, boolean[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "predictions of " + a.length + " and " + b.length + " examples cannot be compared");
        }
        return of(a.length, bits(a), bits(b));
    }

    /**
     * The same.
     *
     * @param n examples
     * @param a which of them A gets right
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
