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
 * The tuning of a suite: every cell has the same number of trials, ranked on validation data, with seeds of their own.
 *
 * @param trials the number of trials of each cell
 * @param seeds the seeds of each trial
 * @param objective a metric, or {@link #TARGET}; by default the first metric that is measured on validation data
 * @param search how trials are placed
 * @param halving the successive halving
 * @param spaces the search space of each cell, by its name; empty if nothing is tuned in it
 */
public record Tuning(
        Location location,
        int trials,
        List<Long> seeds,
        Optional<String> objective,
        Search search,
        Halving halving,
        Map<String, SearchSpace> spaces) {
    /**
     * The successive halving.
     *
     * @param rungs the number of rungs; 1 if all trials train in full
     * @param factor by which trials become fewer, and longer, from rung to rung
     */
    public record Halving(int rungs, int factor) {}

    /** The objective that ranks trials by the steps to the target. */
    public static final String TARGET = "target";

    public Tuning {
        seeds = List.copyOf(seeds);
        spaces = Collections.unmodifiableMap(new LinkedHashMap<>(spaces));
    }

    /** Returns {@link Halving#rungs}. */
    public int rungs() {
        return halving.rungs();
    }

    /** Returns {@link Halving#factor}. */
    public int factor() {
        return halving.factor();
    }

    /**
     * The search space of a cell.
     *
     * @param combinations the number of combinations of a grid; 0 for other searches
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

    /** A hyperparameter with its range. */
    public record Dimension(String path, Range range) {}

    /**
     * A configuration.
     *
     * @param values the values as written, by dimension
     * @param positions the same as numbers, or as indices into lists without an order
     * @param rungs the spec of each rung; the last is that of the suite
     */
    public record Trial(List<String> values, List<Double> positions, List<RunSpec> rungs) {
        public Trial {
            values = List.copyOf(values);
            positions = List.copyOf(positions);
            rungs = List.copyOf(rungs);
        }

        /** Returns the spec of the full training. */
        public RunSpec spec() {
            return rungs.get(rungs.size() - 1);
        }
    }
}
