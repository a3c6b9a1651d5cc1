package dev.engram.engine.statistics;

import java.util.OptionalInt;

/**
 * Student's t test for differences over the folds or repeated splits of one data set, corrected for their shared
 * training data (Nadeau and Bengio 2003): t = mean / sqrt((1/k + test/train) s^2) with k - 1 degrees of freedom. The
 * plain t test treats the splits as independent and finds differences that do not exist.
 *
 * @param k number of splits
 * @param testPerTrain ratio of test to training examples in each split
 * @param standardDeviation of the differences; NaN for fewer than two splits
 * @param t NaN for fewer than two splits, 0 if all differences are 0
 * @param p two-sided
 * @param interval 95%, of the mean
 */
public record ResampledT(
        int k,
        double testPerTrain,
        double mean,
        double standardDeviation,
        double t,
        double p,
        ConfidenceInterval interval) {
    /**
     * Makes the test.
     *
     * @param differences finite; with a miss there is no mean: use {@link SignedRank}
     * @param train number of training examples in each split
     * @param test number of test examples in each split
     */
    public static ResampledT of(double[] differences, int train, int test) {
        if (train < 1 || test < 1) {
            throw new IllegalArgumentException(
                    "a split needs at least one training example and one test example; these have " + train + " and "
                            + test);
        }
        return of(differences, (double) test / train);
    }

    /** @param testPerTrain ratio of test to training examples in each split */
    public static ResampledT of(double[] differences, double testPerTrain) {
        int k = differences.length;
        double mean = 0;
        for (double d : differences) {
            if (!Double.isFinite(d)) {
                throw new IllegalArgumentException(
                        "a t test cannot take " + d + "; if runs missed the target, use the signed-rank test");
            }
            mean += d / k;
        }
        if (k < 2) {
            return new ResampledT(
                    k,
                    testPerTrain,
                    k == 0 ? Double.NaN : mean,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    ConfidenceInterval.NONE);
        }
        double squares = 0;
        for (double d : differences) {
            squares += (d - mean) * (d - mean);
        }
        double error = Math.sqrt((1.0 / k + testPerTrain) * squares / (k - 1));
        double t = mean == 0 ? 0 : mean / error;
        double half = Distributions.studentCriticalValue(k - 1) * error;
        return new ResampledT(
                k,
                testPerTrain,
                mean,
                Math.sqrt(squares / (k - 1)),
                t,
                Distributions.studentTwoSidedP(t, k - 1),
                new ConfidenceInterval(mean - half, mean + half));
    }

    /**
     * The interval of the mean at another level; NaN for fewer than two splits.
     *
     * @param level probability of missing the true value; divided by the family for a corrected interval
     */
    public ConfidenceInterval interval(double level) {
        if (k < 2) {
            return ConfidenceInterval.NONE;
        }
        double half = Distributions.studentUpperQuantile(level / 2, k - 1)
                * Math.sqrt(1.0 / k + testPerTrain)
                * standardDeviation;
        return new ConfidenceInterval(mean - half, mean + half);
    }

    /**
     * The number of additional splits that would probably show a difference of the observed size. Empty if it is more
     * than {@link SampleSize#MAX_ADDITIONAL}, or if no number of splits would: what the splits share does not average
     * out.
     *
     * @param family factor that the correction applies to the p of this comparison
     */
    public OptionalInt additional(int family) {
        double z = Distributions.normalUpperQuantile(Distributions.SIGNIFICANCE_LEVEL / family / 2)
                + Distributions.normalUpperQuantile(1 - SampleSize.POWER);
        double room = mean * mean / (z * z * standardDeviation * standardDeviation)
                - testPerTrain; // 1/n in mean = z sqrt((1/n + test/train) s^2)
        double needed = Math.max(k + 1, Math.ceil(1 / room));
        return room > 0 && needed - k <= SampleSize.MAX_ADDITIONAL
                ? OptionalInt.of((int) needed - k)
                : OptionalInt.empty();
    }
}
