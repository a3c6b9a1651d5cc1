package dev.engram.engine.compare;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * On which terms cells are compared.
 *
 * @param seeds how many each cell is meant to have; what is not there yet is missing
 * @param testPerTrain examples tested on for each one trained on, where the seeds are folds that share training data, so that
 *     runs are no independent repetitions; empty: they are
 * @param target what all runs are to reach
 * @param missingRuns runs of the whole suite that are not there yet: until they are, no test decides anything
 */
public record ComparisonDesign(int seeds, OptionalDouble testPerTrain, Optional<MetricTarget> target, int missingRuns) {
    /** With all runs there. */
    public ComparisonDesign(int seeds, OptionalDouble testPerTrain, Optional<MetricTarget> goal) {
        this(seeds, testPerTrain, goal, 0);
    }

    /** Independent seeds and no goal. */
    public static ComparisonDesign of(int seeds) {
        return new ComparisonDesign(seeds, OptionalDouble.empty(), Optional.empty());
    }
}
