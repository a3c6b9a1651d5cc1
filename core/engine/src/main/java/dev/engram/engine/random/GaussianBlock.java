package dev.engram.engine.random;

/**
 * Normally distributed numbers for a whole array, with the same bits as one call after another. Loops without branches,
 * which the JVM can turn into vector code, compute the quantile of all numbers as if they lay in the middle of the
 * distribution. Those that do not, 15 of 100, are then computed again.
 */
final class GaussianBlock {
    /** Numbers that are computed together: the arrays fit into the first-level cache. */
    private static final int SIZE = 256;

    private final double[] probabilities = new double[SIZE];
    private final double[] quantiles = new double[SIZE];
    private final int[] tails = new int[SIZE];

    /** Fills {@code out} from {@code from} to {@code to} with the numbers that follow the n-th of a stream. */
    void fill(long key, long n, float[] out, int from, int to) {
        for (int first = from; first < to; first += SIZE) {
            draw(key, n + 1 + (first - from), probabilities);
            computeMiddle(probabilities, quantiles);
            computeTails(findTails(probabilities, tails), tails, probabilities, quantiles);
            copy(quantiles, out, first, Math.min(to, first + SIZE));
        }
    }

    private static void draw(long key, long n, double[] p) {
        for (int i = 0; i < SIZE; i++) {
            p[i] = NormalQuantile.probability(SplitMix64.at(key, n + i));
        }
    }

    private static void computeMiddle(double[] p, double[] x) {
        for (int i = 0; i < SIZE; i++) {
            x[i] = NormalQuantile.middle(p[i] - 0.5);
        }
    }

    /** Writes the places of the numbers in the tails and returns their number. */
    private static int findTails(double[] p, int[] tails) {
        int count = 0;
        for (int i = 0; i < SIZE; i++) {
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
