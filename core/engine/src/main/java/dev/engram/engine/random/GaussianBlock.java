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
            int size = Math.min(SIZE, to - first);
            draw(key, n + (first - from), size);
            computeMiddle(size);
            computeTails(findTails(size));
            for (int i = 0; i < size; i++) {
                out[first + i] = (float) quantiles[i];
            }
        }
    }

    private void draw(long key, long n, int size) {
        double[] p = probabilities;
        for (int i = 0; i < size; i++) {
            p[i] = RandomStream.probability(RandomStreams.at(key, n + 1 + i));
        }
    }

    private void computeMiddle(int size) {
        double[] p = probabilities;
        double[] x = quantiles;
        for (int i = 0; i < size; i++) {
            x[i] = NormalQuantile.middle(p[i] - 0.5);
        }
    }

    /** Writes the places of the numbers in the tails and returns their number. */
    private int findTails(int size) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            tails[count] = i;
            count += NormalQuantile.isTail(probabilities[i]) ? 1 : 0;
        }
        return count;
    }

    private void computeTails(int count) {
        for (int j = 0; j < count; j++) {
            int i = tails[j];
            quantiles[i] = NormalQuantile.tail(probabilities[i]);
        }
    }
}
