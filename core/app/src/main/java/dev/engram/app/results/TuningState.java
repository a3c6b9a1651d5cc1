package dev.engram.app.results;

import dev.engram.app.run.Plan;
import dev.engram.engine.compare.TuningSummary;
import java.util.List;
import java.util.Map;

/**
 * How far the tuning of a suite has come.
 *
 * @param trials the runs of trials that are known to be needed, done or not: those of the rungs that have begun; every trial is
 *     a cell of its own
 * @param byCell the same by the cell that is tuned
 * @param plan the runs of the comparison: each cell with what was chosen for it, and no runs where nothing is chosen yet
 * @param rung how many rungs have begun
 */
public record TuningState(
        Plan trials,
        Map<String, List<Plan.Item>> byCell,
        Plan plan,
        TuningSummary tuningSummary,
        int rung,
        int rungs) {}
