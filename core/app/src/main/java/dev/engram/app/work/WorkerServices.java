package dev.engram.app.work;

import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.run.FileHashes;
import dev.engram.engine.suite.SuiteReader;
import jakarta.inject.Inject;

/**
 * The services of a worker, over the plugins of one job.
 *
 * @param reader reads the settings of queued runs
 * @param executions makes the runs
 */
public record WorkerServices(SuiteReader reader, FileHashes hashes, ExecutionFactory executions) {
    @Inject
    public WorkerServices {}
}
