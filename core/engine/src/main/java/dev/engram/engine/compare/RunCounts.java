package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The numbers of runs of a cell.
 *
 * @param seeds number of seeds in the whole comparison
 * @param outcomes number of runs by outcome; all outcomes, in their order
 * @param lossFactor largest ratio of final to initial loss among the exploded runs; empty if none exploded
 */
public record RunCounts(int seeds, Map<Outcome, Integer> outcomes, OptionalDouble lossFactor) {
    /** The number of seeds without a run. */
    public int missing() {
        return seeds - outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of runs that have results. */
    public int successful() {
        return outcomes.entrySet().stream()
                .filter(e -> e.getKey().hasResults())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /**
     * Returns true if the runs of all seeds have results; else means cover only a part of them, often the better one.
     */
    public boolean complete() {
        return successful() == seeds;
    }
}
