package dev.engram.engine.compare;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * On which terms cells are compared.
 *
 * @param seeds how many each cell is meant to have; what is not there yet is missing
 * @param testPerTrain examples tested on for each one trained on, where the seeds are folds that share training data, so that
 *     runs are no independent repetitions; empty: they are
 * @param goal what all runs are to reach
 */
public record Terms(int seeds, OptionalDouble testPerTrain, Optional<Goal> goal) {
  /** Independent seeds and no goal. */
  public static Terms of(int seeds) {
    return new Terms(seeds, OptionalDouble.empty(), Optional.empty());
  }
}
