package dev.engram.engine.statistics;

import dev.engram.engine.random.RandomStream;
import dev.engram.engine.random.RandomStreams;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.numbers.arrays.Selection;

/**
 * The true difference that a test shows with a probability of {@link SampleSize#POWER}, in standard deviations of the
 * paired difference. It depends only on the design, so it is known before anything runs.
 */
public final class DetectableEffect {
    /** Up to this n, samples are drawn; the normal approximation is then within two percent. */
    private static final int MAX_SAMPLED_N = 100;

    private static final int MAX_SAMPLES = 10_000;
    /** The number of Walsh averages that are computed for one answer. */
    private static final int MAX_AVERAGES = 4_000_000;
    /** Efficiency of the signed-rank test relative to the t test for normal differences. */
    private static final double EFFICIENCY = 3 / Math.PI;

    /** Effects from samples. Their number is limited, since n is at most {@link #MAX_SAMPLED_N}. */
    private static final Map<Sampled, Double> SAMPLED = new ConcurrentHashMap<>();

    /** @param critical the largest rank sum at which the test rejects, counted from 0 */
    private record Sampled(int n, int critical) {}

    private DetectableEffect() {}

    /**
     * The effect for a signed-rank test of n normal differences; infinite if no p is at most {@code level}. The test
     * rejects if the lower end of the interval is above 0. Shifting a sample shifts that end equally, so the effect is
     * a quantile of the ends of samples without a difference. The samples are the same each time; their error is about
     * one percent. An effect that was asked for before is not computed again: a command that checks many suites asks
     * for few different ones.
     *
     * @param level significance level, divided by the size of the family
     */
    public static double ofSignedRank(int n, double level) {
        int critical = (int) Math.floor(SignedRankDistribution.withoutTies(n).criticalValue(level));
        if (critical < 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (n > MAX_SAMPLED_N) {
            return (Distributions.normalUpperQuantile(level / 2)
                            + Distributions.normalUpperQuantile(1 - SampleSize.POWER))
                    / Math.sqrt(n * EFFICIENCY);
        }
        return SAMPLED.computeIfAbsent(new Sampled(n, critical), DetectableEffect::sample);
    }

    private static double sample(Sampled key) {
        int n = key.n();
        int critical = key.critical();
        RandomStream stream = RandomStreams.of(n, "statistics/power");
        double[] averages = new double[n * (n + 1) / 2];
        double[] ends = new double[Math.min(MAX_SAMPLES, MAX_AVERAGES / averages.length)];
        double[] sample = new double[n];
        for (int s = 0; s < ends.length; s++) {
            int count = 0;
            for (int i = 0; i < n; i++) {
                sample[i] = stream.gaussian();
                for (int j = 0; j <= i; j++) {
                    averages[count++] = (sample[i] + sample[j]) / 2;
                }
            }
            Selection.select(averages, 0, count, critical);
            ends[s] = -averages[critical];
        }
        int rank = (int) Math.ceil(SampleSize.POWER * ends.length) - 1;
        Selection.select(ends, 0, ends.length, rank);
        return ends[rank];
    }

    /**
     * The effect for Nadeau and Bengio's t test of k splits, approximately; infinite for fewer than two splits.
     *
     * @param testPerTrain number of test examples per training example
     * @param level significance level, divided by the size of the family
     */
    public static double ofResampledT(int k, double testPerTrain, double level) {
        return k < 2
                ? Double.POSITIVE_INFINITY
                : (Distributions.studentUpperQuantile(level / 2, k - 1)
                                + Distributions.studentUpperQuantile(1 - SampleSize.POWER, k - 1))
                        * Math.sqrt(1.0 / k + testPerTrain);
    }
}
