package dev.engram.engine.compare;

import dev.engram.engine.tune.Range;
import java.util.List;

/**
 * The hyperparameters that are tuned, and their ranges.
 *
 * @param paths of the hyperparameters; empty if there is nothing to tune
 * @param ranges by index of the path
 * @param combinations of a grid; 0 if the search is not a grid
 */
public record HyperparameterSpace(List<String> paths, List<Range> ranges, int combinations) {
    static final HyperparameterSpace EMPTY = new HyperparameterSpace(List.of(), List.of(), 0);
}
