package dev.engram.engine.compare;

import dev.engram.engine.store.Run;
import java.util.List;

/**
 * The runs of one trial of a cell.
 *
 * @param values as written, by dimension
 * @param positions values as numbers, or as indices if they have no order
 * @param rungs the runs of each rung so far, one for each tuning seed
 */
public record TrialRuns(List<String> values, List<Double> positions, List<List<Run>> rungs) {
    public TrialRuns {
        values = List.copyOf(values);
        positions = List.copyOf(positions);
        rungs = rungs.stream().map(List::copyOf).toList();
    }
}
