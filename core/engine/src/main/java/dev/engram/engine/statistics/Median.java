package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * A median over seeds, including misses.
 *
 * @param n number of values, including misses
 * @param misses number of NaN values; each is worse than every other value
 * @param value NaN if n is 0; infinite if half or more are misses
 * @param interval 95%, by bootstrap; an end can be infinite
 */
public record Median(int n, int misses, double value, ConfidenceInterval interval) {
    /** @param direction 1 if higher is better, -1 if lower is; 0 if neither, and then there are no misses */
    public static Median of(double[] values, int direction, Bootstrap bootstrap) {
        double[] filled = WorstCaseImputation.impute(values, direction);
        int misses = (int) Arrays.stream(values).filter(Double::isNaN).count();
        return new Median(filled.length, misses, value(filled), bootstrap.median(filled));
    }

    /** The median; NaN for no values. */
    public static double value(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        double low = sorted[(n - 1) / 2];
        double high = sorted[n / 2];
        if (low == high) {
            return low;
        }
        return low == -high ? 0 : (low + high) / 2; // 0 between the infinities, whose sum is NaN
    }
}
