package dev.engram.engine.random;

import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.engine.kernel.vector.VectorWarmUp;

/**
 * Normally distributed numbers and signs for a whole array, with the same bits as one call after another. Loops without
 * branches, which the JVM can turn into vector code, compute the quantile of all numbers as if they lay in the middle
 * of the distribution. Those that do not, 15 of 100, are then computed again. On processors with registers of eight
 * doubles, loops in the Vector API do the same.
 */
final class GaussianBlock {
    private static final boolean VECTOR = VectorModule.PRESENT && VectorGaussianBlock.SUPPORTED;
    /** A number takes 7 ns in plain loops and 2.3 ns in vector loops, so this many lose half a second. */
    private static final VectorWarmUp WARM_UP = new VectorWarmUp(100_000_000);
    /** A sign takes 1.8 ns in a plain loop and 0.2 ns in a vector loop, so this many lose a fifth of a second. */
    private static final VectorWarmUp SIGNS_WARM_UP = new VectorWarmUp(120_000_000);

    /** The bits of 1f. */
    private static final int ONE = 0x3f800000;

    /** Numbers that are computed together: the arrays fit into the first-level cache. */
    private static final int SIZE = 256;

    private double[] probabilities;
    private double[] quantiles;
    private int[] tails;
    private VectorGaussianBlock vector;

    /** Returns whether this many numbers are computed in the Vector API, for which it then has memory. */
    private boolean vectorized(int numbers) {
        if (!VECTOR || !WARM_UP.isComplete(numbers)) {
            return false;
        }
        if (vector == null) {
            vector = new VectorGaussianBlock();
        }
        return true;
    }

    /** Fills {@code out} from {@code from} to {@code to} with the numbers that follow the n-th of a stream. */
    void fill(long key, long n, float[] out, int from, int to) {
        if (vectorized(to - from)) {
            vector.fill(key, n, out, from, to);
            return;
        }
        if (tails == null) {
            probabilities = new double[SIZE];
            quantiles = new double[SIZE];
            tails = new int[SIZE + 1];
        }
        for (int first = from; first < to; first += SIZE) {
            int size = Math.min(SIZE, to - first);
            draw(key, n + 1 + (first - from), size, probabilities);
            computeMiddle(size, probabilities, quantiles);
            computeTails(findTails(size, probabilities, tails), tails, probabilities, quantiles);
            copy(quantiles, out, first, first + size);
        }
    }

    /** Fills {@code out} likewise with 1 where the first bit of a number is set, and -1. */
    static void fillSigns(long key, long n, float[] out, int from, int to) {
        int rest = from;
        if (VECTOR && SIGNS_WARM_UP.isComplete(to - from)) {
            VectorSigns.fill(key + SplitMix64.GOLDEN * (n + 1), out, from, to);
            rest = to - (to - from) % VectorSigns.LANES;
        }
        for (int i = rest; i < to; i++) {
            int sign = (int) (~SplitMix64.at(key, n + 1 + (i - from)) >>> 32) & Integer.MIN_VALUE;
            out[i] = Float.intBitsToFloat(ONE | sign);
        }
    }

    private static void draw(long key, long n, int size, double[] p) {
        for (int i = 0; i < size; i++) {
            p[i] = NormalQuantile.probability(SplitMix64.at(key, n + i));
        }
    }

    private static void computeMiddle(int size, double[] p, double[] x) {
        for (int i = 0; i < size; i++) {
            x[i] = NormalQuantile.middle(p[i] - 0.5);
        }
    }

    /** Writes the places of the numbers in the tails and returns their number. */
    private static int findTails(int size, double[] p, int[] tails) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            tails[count] = i;
            count += NormalQuantile.isTail(p[i]) ? 1 : 0;
        }
        return count;
    }

    private static void computeTails(int count, int[] tails, double[] p, double[] x) {
        for (int j = 0; j < count; j++) {
            int i = tails[j];
            x[i] = NormalQuantile.tail(p[i]);
        }
    }

    private static void copy(double[] x, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (float) x[i - from];
        }
    }
}
