package dev.engram.app.wiring;

import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.results.ResultsCollector;
import dev.engram.app.results.Tuner;
import dev.engram.app.run.PlanChecker;
import dev.engram.app.run.Planner;
import dev.engram.app.work.Submitter;
import jakarta.inject.Inject;

/**
 * The way of a suite from its file to its comparison, one service for each stage.
 *
 * @param planner reads the file and lists the runs
 * @param checker builds one run of each cell, to find errors before anything is run
 * @param tuner decides which trials are due, and which of them is best
 * @param executions makes the runs
 * @param results compares the stored runs
 * @param submitter puts runs into a queue for workers
 */
public record SuiteServices(
        Planner planner,
        PlanChecker checker,
        Tuner tuner,
        ExecutionFactory executions,
        ResultsCollector results,
        Submitter submitter) {
    @Inject
    public SuiteServices {}
}
