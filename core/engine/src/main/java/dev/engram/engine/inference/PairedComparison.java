package dev.engram.engine.inference;

import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.ResampledT;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two cells paired by seed, with the test that suits the seeds.
 *
 * @param resampled the t test for folds that share training data. Empty for independent seeds; if a run missed, which a
 *     t test cannot handle; and if all folds differ by the same amount, as counts of few examples can, which would make
 *     it absurdly certain
 */
public record PairedComparison(PairedDifferences pairedDifferences, Optional<ResampledT> resampled) {
    /** Relative to the mean; a smaller standard deviation is rounding error. */
    private static final double ROUNDING = 1e-9;

    public static PairedComparison of(
            double[] here, double[] there, int direction, OptionalDouble testPerTrain, Bootstrap bootstrap) {
        PairedDifferences pairedDifferences = PairedDifferences.of(here, there, direction, bootstrap);
        if (testPerTrain.isEmpty() || pairedDifferences.n() < 2 || pairedDifferences.finite() < pairedDifferences.n()) {
            return new PairedComparison(pairedDifferences, Optional.empty());
        }
        double[] differences = new double[here.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = here[i] - there[i];
        }
        ResampledT t = ResampledT.of(differences, testPerTrain.getAsDouble());
        boolean alike = t.mean() != 0 && t.standardDeviation() <= ROUNDING * Math.abs(t.mean());
        return new PairedComparison(pairedDifferences, alike ? Optional.empty() : Optional.of(t));
    }

    /** The p of the test that decides. */
    double p() {
        return pairedDifferences.equal() == pairedDifferences.n()
                ? pairedDifferences.test().p()
                : resampled.map(ResampledT::p).orElse(pairedDifferences.test().p());
    }
}
