package dev.engram.engine.suite.tuning;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Search;
import dev.engram.engine.yaml.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the hyperparameters of each cell are chosen: by as many trials for each, on validation data, with seeds of their own.
 *
 * @param trials of each cell
 * @param seeds that each trial is run with
 * @param objective the metric, or {@link #TARGET}; empty: the first that is measured on validation data
 * @param rungs rounds of successive halving; 1: all trials in full
 * @param factor by which trials become fewer, and longer, from rung to rung
 * @param spaces what is tuned in each cell, by its name; a cell in which nothing is tuned has an empty one
 */
public record Tuning(
        Location location,
        int trials,
        List<Long> seeds,
        Optional<String> objective,
        Search search,
        int rungs,
        int factor,
        Map<String, SearchSpace> spaces) {
    /** In place of a metric: the fewer steps it takes to reach the target, the better. */
    public static final String TARGET = "target";

    public Tuning {
        seeds = List.copyOf(seeds);
        spaces = Collections.unmodifiableMap(new LinkedHashMap<>(spaces));
    }

    /**
     * What is tuned in a cell.
     *
     * @param combinations how many there are in a grid; 0 where the search is no grid
     */
    public record SearchSpace(List<Dimension> dimensions, List<Trial> trials, int combinations) {
        static final SearchSpace EMPTY = new SearchSpace(List.of(), List.of(), 0);

        public SearchSpace {
            dimensions = List.copyOf(dimensions);
            trials = List.copyOf(trials);
        }

        public boolean isEmpty() {
            return dimensions.isEmpty();
        }
    }

    /** A hyperparameter and what it may be. */
    public record Dimension(String path, Range range) {}

    /**
     * One configuration.
     *
     * @param values as written, by dimension
     * @param positions the same as numbers, or as places in a list of what has no order
     * @param rungs the run in each rung; the last is that of the suite
     */
    public record Trial(List<String> values, List<Double> positions, List<RunSpec> rungs) {
        public Trial {
            values = List.copyOf(values);
            positions = List.copyOf(positions);
            rungs = List.copyOf(rungs);
        }

        /** In full. */
        public RunSpec spec() {
            return rungs.get(rungs.size() - 1);
        }
    }
}
