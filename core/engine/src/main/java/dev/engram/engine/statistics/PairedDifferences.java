package dev.engram.engine.statistics;

import java.util.Arrays;

/**
 * A compared with B, pair by pair; the runs of a pair share everything but the method. All differences are A - B.
 *
 * @param counts of the pairs
 * @param meanDifference over the pairs in which both have a value
 * @param medianDifference over all pairs; a pair in which only A missed is infinitely bad, one in which both missed is
 *     a tie
 * @param probabilityOfSuperiority P(A better than B): the share of pairs, with ties as half; P(A above B) if neither
 *     direction is better
 * @param test of all n
 * @param sampleSize estimates how many more seeds are needed
 */
public record PairedDifferences(
        Counts counts,
        BootstrapMean meanDifference,
        Center medianDifference,
        double probabilityOfSuperiority,
        SignedRank test,
        SampleSize sampleSize) {
    /**
     * Numbers of pairs.
     *
     * @param n all, including misses
     * @param finite pairs in which both have a value
     * @param higher pairs in which A is above B
     * @param equal pairs in which A and B agree to twelve digits
     * @param lower pairs in which A is below B
     */
    public record Counts(int n, int finite, int higher, int equal, int lower) {}

    /**
     * A median with its 95% bootstrap interval.
     *
     * @param value NaN if there is none
     */
    public record Center(double value, ConfidenceInterval interval) {}

    /** Metrics are sums of many numbers; a smaller relative difference is rounding error. */
    static final double ROUNDING = 1e-12;

    /**
     * Makes the comparison.
     *
     * @param a by pair; NaN is a miss
     * @param b by pair, of the same length
     * @param direction 1 if higher is better, -1 if lower is, 0 if neither; then no value may be NaN
     */
    public static PairedDifferences of(double[] a, double[] b, int direction, Bootstrap bootstrap) {
        int n = a.length;
        if (b.length != n) {
            throw new IllegalArgumentException(n + " values cannot be paired with " + b.length);
        }
        PairDifference[] differences = new PairDifference[n];
        double[] finite = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            differences[i] = PairDifference.weighted(new double[] {1, -1}, new double[] {a[i], b[i]}, direction);
            if (Double.isFinite(a[i]) && Double.isFinite(b[i])) {
                finite[count++] = differences[i].value();
            }
        }
        return of(WalshAverages.of(differences), differences, Arrays.copyOf(finite, count), direction, bootstrap);
    }

    /**
     * Makes the comparison from differences, such as those of weighted sums.
     *
     * @param walsh of the differences
     * @param finite the differences without misses
     */
    public static PairedDifferences of(
            WalshAverages walsh, PairDifference[] differences, double[] finite, int direction, Bootstrap bootstrap) {
        int n = differences.length;
        double[] values =
                Arrays.stream(differences).mapToDouble(PairDifference::asDouble).toArray();
        int higher = (int) Arrays.stream(values).filter(d -> d > 0).count();
        int lower = (int) Arrays.stream(values).filter(d -> d < 0).count();
        int equal = n - higher - lower;
        double better = n == 0 ? Double.NaN : ((direction < 0 ? lower : higher) + equal / 2.0) / n;
        return new PairedDifferences(
                new Counts(n, finite.length, higher, equal, lower),
                new BootstrapMean(finite, bootstrap),
                new Center(Median.value(values), bootstrap.median(values)),
                better,
                walsh.test(),
                walsh.sampleSize());
    }

    public int n() {
        return counts.n();
    }

    public int finite() {
        return counts.finite();
    }

    public int higher() {
        return counts.higher();
    }

    public int equal() {
        return counts.equal();
    }

    public int lower() {
        return counts.lower();
    }

    public double mean() {
        return meanDifference.value();
    }

    public ConfidenceInterval meanInterval() {
        return meanDifference.interval();
    }

    public double median() {
        return medianDifference.value();
    }

    public ConfidenceInterval medianInterval() {
        return medianDifference.interval();
    }

    /** 1 if A tends to be above B, -1 if below, 0 if neither, by the rank sums of the test. */
    public int tendency() {
        return Double.compare(test.positiveRankSum(), test.negativeRankSum());
    }
}
