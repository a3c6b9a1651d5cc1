package dev.engram.app.judge;

import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.store.Store;
import java.util.List;

/**
 * Makes the runs of a judgment in this process.
 *
 * @param listener receives the progress of the runs
 */
public record LocalRuns(
        ExecutionFactory executions, Store store, Execution.Settings settings, ExecutionListener listener)
        implements RunMaker {
    @Override
    public void make(RunLabels labels, List<Plan.Item> items) {
        executions.create(store, settings).run(labels.tasks(items, false), listener);
    }

    @Override
    public int parallel() {
        return settings.workers();
    }
}
