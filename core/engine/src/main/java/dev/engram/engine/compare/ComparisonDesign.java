package dev.engram.engine.compare;

import dev.engram.engine.run.TrainingSettings.Keep;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The design of a comparison.
 *
 * @param seeds planned for each cell
 * @param testPerTrain ratio of test to training examples if the seeds are folds that share training data, so that runs
 *     are not independent; else empty
 * @param target value that all runs should reach
 * @param missingRuns number of missing runs in the whole suite; while there are any, no test decides
 * @param untilDecided true if seeds were added until the tests decided, so that only tests that are valid at every
 *     number of seeds may decide
 * @param tested parameters with which the test data are measured; both kinds if cells differ in it
 */
public record ComparisonDesign(
        int seeds,
        OptionalDouble testPerTrain,
        Optional<MetricTarget> target,
        int missingRuns,
        boolean untilDecided,
        Set<Keep> tested) {
    public ComparisonDesign {
        tested = Set.copyOf(tested);
    }

    /** With a number of seeds that was fixed beforehand, and measured after the last step. */
    public ComparisonDesign(int seeds, OptionalDouble testPerTrain, Optional<MetricTarget> target, int missingRuns) {
        this(seeds, testPerTrain, target, missingRuns, false, EnumSet.of(Keep.LAST));
    }

    /** Without missing runs. */
    public ComparisonDesign(int seeds, OptionalDouble testPerTrain, Optional<MetricTarget> goal) {
        this(seeds, testPerTrain, goal, 0);
    }

    /** The same without a target. */
    public ComparisonDesign withoutTarget() {
        return new ComparisonDesign(seeds, testPerTrain, Optional.empty(), missingRuns, untilDecided, tested);
    }

    /** Independent seeds and no target. */
    public static ComparisonDesign of(int seeds) {
        return new ComparisonDesign(seeds, OptionalDouble.empty(), Optional.empty());
    }
}
