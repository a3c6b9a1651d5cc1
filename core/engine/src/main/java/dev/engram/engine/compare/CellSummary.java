package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.CellMeasurements;
import java.util.Map;
import java.util.Optional;

/**
 * The results of one cell.
 *
 * @param timeToTarget empty if there is no target
 * @param mcNemar its networks compared with those of the reference, example by example; empty in the reference, and if
 *     no two networks have stored predictions for the same test set
 */
public record CellSummary(
        String name,
        Map<String, String> axes,
        Role role,
        RunCounts runs,
        CellMeasurements measurements,
        Optional<TimeToTarget> timeToTarget,
        Optional<McNemarComparison> mcNemar) {
    /**
     * The role of a cell in the differences between cells.
     *
     * @param baseline whether other cells are compared with this one because the suite says so
     * @param reference name of the cell that this one is compared with; empty in a reference, and without one
     */
    public record Role(boolean baseline, Optional<String> reference) {}
}
