package dev.engram.engine.compare;

import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.ResampledT;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two cells seed by seed, with the test that suits the seeds.
 *
 * @param resampled where the seeds are folds that share training data, and no run missed, which a t test has no place for, and where
 *     folds do not all differ by the same, which counts of few examples may well do, and of which it would be sure beyond all reason
 */
record PairedComparison(PairedDifferences pairedDifferences, Optional<ResampledT> resampled) {
    /** Of differences, against their mean: a spread below it is that of sums. */
    private static final double ROUNDING = 1e-9;

    static PairedComparison of(
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

    /** Of the test that decides. */
    double p() {
        return pairedDifferences.equal() == pairedDifferences.n()
                ? pairedDifferences.test().p()
                : resampled.map(ResampledT::p).orElse(pairedDifferences.test().p());
    }
}
