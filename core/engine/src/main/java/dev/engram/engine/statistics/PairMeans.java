package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * The means of all pairs of values, each also with itself, in order. They are never formed, because there are
 * n (n + 1) / 2 of them: the k-th is found by counting how many are at most a number, in time proportional to n.
 */
final class PairMeans {
    /** Ascending. */
    private final double[] halves;

    /** @param values finite */
    PairMeans(double[] values) {
        halves = Arrays.stream(values).map(v -> v / 2).sorted().toArray();
    }

    long size() {
        return halves.length * (halves.length + 1L) / 2;
    }

    /** The number of means that are at most x. */
    long countAtMost(double x) {
        long count = 0;
        int last = halves.length - 1;
        for (int i = 0; i <= last; i++) {
            while (last >= i && halves[i] + halves[last] > x) {
                last--;
            }
            count += last - i + 1;
        }
        return count;
    }

    /** The mean with {@code k} others before it. */
    double get(long k) {
        long low = sortable(halves[0] + halves[0]);
        long high = sortable(halves[halves.length - 1] + halves[halves.length - 1]);
        while (low < high) {
            long middle = (low & high) + ((low ^ high) >> 1);
            if (countAtMost(fromSortable(middle)) > k) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return fromSortable(low) + 0.0; // no negative zero
    }

    /** A whole number for each double, in the same order. */
    private static long sortable(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private static double fromSortable(long number) {
        return Double.longBitsToDouble(number ^ (number >> 63 & Long.MAX_VALUE));
    }
}
