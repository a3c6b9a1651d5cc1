package dev.engram.app.judge;

import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import java.util.List;

/** Makes the runs of a judgment, here or by workers. */
public interface RunMaker {
    /**
     * Makes runs, and returns when all are stored or have failed.
     *
     * @param labels the names by which the judgment knows its runs
     * @throws JudgeFailedException if no more runs can be made
     */
    void make(RunLabels labels, List<Plan.Item> items) throws JudgeFailedException;

    /** Returns the number of runs that are made at the same time. */
    int parallel();
}
