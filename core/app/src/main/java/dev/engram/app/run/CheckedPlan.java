package dev.engram.app.run;

import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan whose cells can be built.
 *
 * @param sizes the size of a run of each checked cell, by the cell's name
 * @param dataWarnings warnings that need a look at the data
 * @param failing cells whose components threw an exception, or did not return, when they were tried: their runs will
 *     fail
 */
public record CheckedPlan(Plan plan, Map<String, RunSize> sizes, List<Warning> dataWarnings, List<Problem> failing) {
    /** Returns the same checks for another plan. */
    public CheckedPlan withPlan(Plan other) {
        return new CheckedPlan(other, sizes, dataWarnings, failing);
    }

    /** Returns warnings about the protocol of the suite and about its data, before anything is run. */
    public List<Warning> warnings() {
        List<Warning> all = new ArrayList<>(Linter.lint(plan.suite(), Optional.empty()));
        all.addAll(dataWarnings);
        return List.copyOf(all);
    }
}
