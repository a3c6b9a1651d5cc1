package dev.engram.bench;

import java.util.Collection;

/** Medians of several measurements, which the outliers of a shared machine do not affect. */
final class Medians {
    private Medians() {}

    static double of(Collection<Double> numbers) {
        double[] sorted = numbers.stream().mapToDouble(x -> x).sorted().toArray();
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /** Returns the distance from the smallest to the largest, as a fraction of the median. */
    static double relativeRange(Collection<Double> numbers) {
        double smallest = numbers.stream().mapToDouble(x -> x).min().orElseThrow();
        double largest = numbers.stream().mapToDouble(x -> x).max().orElseThrow();
        return (largest - smallest) / of(numbers);
    }
}
