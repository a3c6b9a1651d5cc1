package dev.engram.engine.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks from 1, smallest first; equal values share the mean of their ranks. */
final class Ranks {
    private Ranks() {}

    static double[] of(double[] values) {
        return of(values, new double[values.length]);
    }

    /** @param noise rounding error of each value; neighbors no further apart are equal */
    static double[] of(double[] values, double[] noise) {
        int n = values.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[n];
        int start = 0;
        for (int i = 1; i <= n; i++) {
            if (i == n
                    || !equal(values[order[i - 1]], values[order[i]], Math.max(noise[order[i - 1]], noise[order[i]]))) {
                for (int j = start; j < i; j++) {
                    ranks[order[j]] = (start + 1 + i) / 2.0;
                }
                start = i;
            }
        }
        return ranks;
    }

    private static boolean equal(double a, double b, double noise) {
        return a == b || b - a <= noise; // equality covers infinities, whose difference is NaN
    }

    /**
     * The sum over groups of equal ranks of t^3 - t, where t is their number: the correction of the variance of rank
     * sums for ties.
     */
    static double tieCorrection(double[] ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                double t = i - start;
                sum += t * t * t - t;
                start = i;
            }
        }
        return sum;
    }
}
