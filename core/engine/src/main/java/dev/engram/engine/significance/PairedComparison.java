package dev.engram.engine.significance;

import dev.engram.engine.statistics.AnytimeTest;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.PairDifference;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.ResampledT;
import dev.engram.engine.statistics.WalshAverages;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The differences of a question in all blocks, with the test that suits the blocks, before any correction.
 *
 * @param walshAverages test, estimate and interval for independent seeds
 * @param resampled the t test for folds that share training data. Empty for independent seeds; if a run missed, which a
 *     t test cannot handle; and if all folds differ by the same amount, as counts of few examples can, which would make
 *     it absurdly certain
 * @param anytime the test for seeds that were added until it decides; empty if their number was fixed beforehand
 * @param direction 1 if higher is better, -1 if lower is, 0 if neither
 */
public record PairedComparison(
        PairedDifferences pairedDifferences,
        WalshAverages walshAverages,
        Optional<ResampledT> resampled,
        Optional<AnytimeTest> anytime,
        int direction) {
    /** Relative to the mean; a smaller standard deviation is rounding error. */
    private static final double ROUNDING = 1e-9;

    /**
     * Compares two cells.
     *
     * @param here results by block; NaN is a miss
     * @param testPerTrain ratio of test to training examples if the blocks are folds; else empty
     */
    public static PairedComparison of(
            double[] here, double[] there, int direction, OptionalDouble testPerTrain, Bootstrap bootstrap) {
        return of(ContrastValues.ofPairs(here, there, direction), direction, testPerTrain, bootstrap);
    }

    /** Evaluates a question from its values. */
    public static PairedComparison of(
            ContrastValues values, int direction, OptionalDouble testPerTrain, Bootstrap bootstrap) {
        PairDifference[] differences = values.differences().toArray(PairDifference[]::new);
        double[] finite = values.finite();
        WalshAverages walsh = WalshAverages.of(differences);
        PairedDifferences paired = PairedDifferences.of(walsh, differences, finite, direction, bootstrap);
        return new PairedComparison(
                paired, walsh, resampled(finite, paired.n(), testPerTrain), Optional.empty(), direction);
    }

    /** Evaluates a question by a test that is valid for seeds that were added until it decides. */
    public static PairedComparison anytime(ContrastValues values, int direction, Bootstrap bootstrap) {
        PairedComparison c = of(values, direction, OptionalDouble.empty(), bootstrap);
        return new PairedComparison(
                c.pairedDifferences(),
                c.walshAverages(),
                Optional.empty(),
                Optional.of(AnytimeTest.of(values.differences())),
                direction);
    }

    private static Optional<ResampledT> resampled(double[] finite, int n, OptionalDouble testPerTrain) {
        if (testPerTrain.isEmpty() || n < 2 || finite.length < n) {
            return Optional.empty();
        }
        ResampledT t = ResampledT.of(finite, testPerTrain.getAsDouble());
        boolean alike = t.mean() != 0 && t.standardDeviation() <= ROUNDING * Math.abs(t.mean());
        return alike ? Optional.empty() : Optional.of(t);
    }

    /** The p of the test that decides; NaN if nothing could be compared. */
    public double p() {
        if (anytime.isPresent()) {
            return anytime.get().p();
        }
        return pairedDifferences.equal() == pairedDifferences.n()
                ? pairedDifferences.test().p()
                : resampled.map(ResampledT::p).orElse(pairedDifferences.test().p());
    }

    /**
     * The size of the difference, from the test that decides.
     *
     * @param level significance level of the test, which is also the probability that the interval misses
     */
    Effect effect(double level) {
        if (anytime.isPresent()) {
            double estimate = walshAverages.estimate();
            return new Effect(estimate, anytime.get().interval(estimate, level), 1 - level);
        }
        return resampled
                .map(t -> new Effect(t.mean(), t.interval(level), 1 - level))
                .orElseGet(() -> new Effect(walshAverages.estimate(), walshAverages.interval(level), 1 - level));
    }
}
