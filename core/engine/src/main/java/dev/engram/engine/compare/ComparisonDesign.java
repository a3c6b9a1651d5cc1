package dev.engram.engine.compare;

import java.util.Optional;
import java.util.OptionalDouble;

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
 */
public record ComparisonDesign(
        int seeds, OptionalDouble testPerTrain, Optional<MetricTarget> target, int missingRuns, boolean untilDecided) {
    /** With a number of seeds that was fixed beforehand. */
    public ComparisonDesign(int seeds, OptionalDouble testPerTrain, Optional<MetricTarget> target, int missingRuns) {
        this(seeds, testPerTrain, target, missingRuns, false);
    }

    /** Without missing runs. */
    public ComparisonDesign(int seeds, OptionalDouble testPerTrain, Optional<MetricTarget> goal) {
        this(seeds, testPerTrain, goal, 0);
    }

    /** Independent seeds and no target. */
    public static ComparisonDesign of(int seeds) {
        return new ComparisonDesign(seeds, OptionalDouble.empty(), Optional.empty());
    }
}
