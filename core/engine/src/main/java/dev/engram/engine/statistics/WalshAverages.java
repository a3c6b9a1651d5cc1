package dev.engram.engine.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The means of all pairs of differences, each also with itself (Walsh 1949). One set of numbers gives the signed-rank
 * test, the estimate of the difference and its interval, so that these never contradict each other:
 *
 * <ul>
 *   <li>The positive rank sum of the test is the number of averages above 0, plus half of those that are 0.
 *   <li>The estimate is their median (Hodges and Lehmann 1963).
 *   <li>The interval at a level leaves out as many averages at each end as the critical value of the exact test at that
 *       level for differences without ties. It contains 0 if and only if p is above the level.
 * </ul>
 *
 * <p>Misses: the average of a miss and a finite difference, or of a larger and a smaller weight of misses, is infinite.
 * The average of two opposite misses of equal weight is undefined; it counts as half above and half below in the test,
 * and against the difference in the interval.
 *
 * <p>Zeros and ties: the test ranks zeros and then leaves them out (Pratt 1959), and it is exact conditional on ties.
 * With them, its p can be on the other side of the level than the interval says. The test then decides. If it rejects,
 * the end beyond 0 becomes the average next to 0, and so does the other end if it is 0; if the test does not reject,
 * the interval is extended to 0.
 */
public final class WalshAverages {
    /** The size of a miss of weight 1, above all finite differences. */
    private static final double MISS = 1e300;

    private final SignedRank test;
    /** The averages of two finite differences. */
    private final PairMeans finite;
    /** Numbers of averages that are infinitely low, infinitely high and undefined. */
    private final long low;

    private final long high;
    private final long undefined;

    private final SampleSize sampleSize;

    private WalshAverages(SignedRank test, double[] finite, double[] misses, SampleSize sampleSize) {
        this.sampleSize = sampleSize;
        this.test = test;
        this.finite = new PairMeans(finite);
        PairMeans weights = new PairMeans(misses);
        long notHigh = weights.countAtMost(0);
        this.low = weights.countAtMost(-Double.MIN_VALUE);
        this.high = weights.size() - notHigh;
        this.undefined = notHigh - low - this.finite.size();
    }

    public static WalshAverages of(PairDifference... differences) {
        double[] finite = canonical(
                Arrays.stream(differences).mapToDouble(PairDifference::value).toArray(),
                Arrays.stream(differences).mapToDouble(PairDifference::noise).toArray());
        double[] misses = canonical(
                Arrays.stream(differences).mapToDouble(PairDifference::misses).toArray(), filled(differences.length));
        double[] defined = IntStream.range(0, finite.length)
                .filter(i -> misses[i] == 0)
                .mapToDouble(i -> finite[i])
                .toArray();
        double[] sizes = new double[finite.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = misses[i] == 0 ? finite[i] : misses[i] * MISS;
        }
        return new WalshAverages(
                SignedRank.ofRanks(signs(differences), ranks(finite, misses)), defined, misses, SampleSize.of(sizes));
    }

    private static double[] filled(int n) {
        double[] noise = new double[n];
        Arrays.fill(noise, PairDifference.CANCELLED);
        return noise;
    }

    private static double[] signs(PairDifference[] differences) {
        return Arrays.stream(differences).mapToDouble(PairDifference::sign).toArray();
    }

    /** The values, where those of tied sizes have the same size. Zeros do not tie with others. */
    private static double[] canonical(double[] values, double[] noise) {
        int n = values.length;
        double[] sizes = new double[n];
        double[] ownNoise = new double[n];
        for (int i = 0; i < n; i++) {
            sizes[i] = Math.abs(values[i]);
            ownNoise[i] = values[i] == 0 ? 0 : noise[i];
        }
        double[] ranks = Ranks.of(sizes, ownNoise);
        double[] tied = values.clone();
        Map<Double, Double> sizeOfRank = new HashMap<>();
        for (int i = 0; i < n; i++) {
            if (values[i] != 0) {
                sizeOfRank.putIfAbsent(ranks[i], sizes[i]);
                tied[i] = Math.copySign(sizeOfRank.get(ranks[i]), values[i]);
            }
        }
        return tied;
    }

    /** The ranks of the sizes: all infinite differences are above all finite ones. */
    private static double[] ranks(double[] finite, double[] misses) {
        int n = finite.length;
        double[] sizes = new double[n];
        double[] weights = new double[n];
        int infinite = 0;
        for (int i = 0; i < n; i++) {
            infinite += misses[i] == 0 ? 0 : 1;
            sizes[i] = misses[i] == 0 ? Math.abs(finite[i]) : Double.POSITIVE_INFINITY;
            weights[i] = Math.abs(misses[i]);
        }
        double[] ranks = Ranks.of(sizes);
        double[] byWeight = infinite == 0 ? ranks : Ranks.of(weights);
        for (int i = 0; i < n; i++) {
            if (misses[i] != 0) {
                ranks[i] = byWeight[i];
            }
        }
        return ranks;
    }

    /** The signed-rank test of the differences against 0. */
    public SignedRank test() {
        return test;
    }

    /** The consistency of the signs of the differences, which determines how many seeds the test needs. */
    public SampleSize sampleSize() {
        return sampleSize;
    }

    /** The Hodges-Lehmann estimate: the median of the averages; NaN for none. */
    public double estimate() {
        long n = size();
        return n == 0 ? Double.NaN : Median.value(get((n - 1) / 2), get(n / 2));
    }

    /** The number of averages that are defined. */
    private long size() {
        return low + finite.size() + high;
    }

    /** The average with {@code k} others before it. */
    private double get(long k) {
        if (k < low) {
            return Double.NEGATIVE_INFINITY;
        }
        return k < low + finite.size() ? finite.get(k - low) : Double.POSITIVE_INFINITY;
    }

    /**
     * The interval of the estimate; unbounded if no p of this number of differences is at most {@code level}.
     *
     * @param level probability of missing the true value, such as 0.05; divided by the family for a corrected interval
     */
    public ConfidenceInterval interval(double level) {
        if (test.n() == 0) {
            return ConfidenceInterval.NONE;
        }
        double critical = SignedRankDistribution.withoutTies(test.n()).criticalValue(level);
        long leftOut = (long) Math.floor(critical) - undefined;
        boolean bounded = critical >= 0 && leftOut >= 0;
        double from = bounded ? get(leftOut) : Double.NEGATIVE_INFINITY;
        double to = bounded ? get(size() - 1 - leftOut) : Double.POSITIVE_INFINITY;
        if (!(test.p() <= level)) {
            return new ConfidenceInterval(Math.min(from, 0), Math.max(to, 0));
        }
        if (test.positiveRankSum() > test.negativeRankSum()) {
            double above = from > 0 ? from : firstAboveZero();
            return new ConfidenceInterval(above, Math.max(above, to));
        }
        double below = to < 0 ? to : lastBelowZero();
        return new ConfidenceInterval(Math.min(from, below), below);
    }

    private double firstAboveZero() {
        return get(low + finite.countAtMost(0));
    }

    private double lastBelowZero() {
        return get(low + finite.countAtMost(-Double.MIN_VALUE) - 1);
    }
}
