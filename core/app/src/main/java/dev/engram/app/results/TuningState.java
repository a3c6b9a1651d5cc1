package dev.engram.app.results;

import dev.engram.app.run.Plan;
import dev.engram.engine.compare.TuningSummary;
import java.util.List;
import java.util.Map;

/**
 * The state of the tuning of a suite.
 *
 * @param trials the runs of the rungs that have begun, done or not; every trial is a cell of its own
 * @param byCell the same runs, by the cell that is tuned
 * @param plan the runs of the comparison, with the chosen configuration of each cell; cells without a choice have no
 *     runs
 * @param rung the number of rungs that have begun
 * @param rungs the number of all rungs
 */
public record TuningState(
        Plan trials,
        Map<String, List<Plan.Item>> byCell,
        Plan plan,
        TuningSummary tuningSummary,
        int rung,
        int rungs) {}
