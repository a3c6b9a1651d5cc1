package dev.engram.bench;

import java.util.Collection;

/** The middle of several measurements: a shared machine's outliers do not move it. */
final class Medians {
    private Medians() {}

    static double of(Collection<Double> numbers) {
        double[] sorted = numbers.stream().mapToDouble(x -> x).sorted().toArray();
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /** Distance from the least to the greatest, as a share of the median. */
    static double relativeRange(Collection<Double> numbers) {
        double least = numbers.stream().mapToDouble(x -> x).min().orElseThrow();
        double greatest = numbers.stream().mapToDouble(x -> x).max().orElseThrow();
        return (greatest - least) / of(numbers);
    }
}
