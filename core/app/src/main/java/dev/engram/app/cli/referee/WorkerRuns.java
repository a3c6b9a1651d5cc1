package dev.engram.app.cli.referee;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.judge.RunMaker;
import dev.engram.app.progress.ProgressFactory;
import dev.engram.app.progress.RunCount;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.work.RemoteRuns;
import dev.engram.app.work.WorkRefusedException;
import java.util.List;

/**
 * Makes the runs of a judgment with workers.
 *
 * @param parallel number of runs that the workers make at the same time
 */
record WorkerRuns(RemoteRuns workers, int parallel, Console console) implements RunMaker {
    @Override
    public void make(RunLabels labels, List<Plan.Item> items) {
        try (RunCount count = ProgressFactory.count(console, false, items.size())) {
            workers.make(labels, items, false, count);
        } catch (WorkRefusedException e) {
            throw UserError.because(e.lines());
        }
    }
}
