package dev.engram.engine.compare;

import dev.engram.engine.store.Run;
import java.util.List;

/**
 * One configuration that was tried in a cell.
 *
 * @param values as written, by dimension
 * @param positions the same as numbers, or as places in a list of what has no order
 * @param rungs the runs of each rung that are there, one for each tuning seed
 */
public record TrialRuns(List<String> values, List<Double> positions, List<List<Run>> rungs) {
    public TrialRuns {
        values = List.copyOf(values);
        positions = List.copyOf(positions);
        rungs = rungs.stream().map(List::copyOf).toList();
    }
}
