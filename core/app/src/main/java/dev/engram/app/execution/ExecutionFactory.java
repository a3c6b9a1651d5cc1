package dev.engram.app.execution;

import dev.engram.engine.store.Store;
import dev.engram.engine.train.Runner;
import jakarta.inject.Inject;

/** Creates executions: each runs parts of a plan and stores the results. */
public final class ExecutionFactory {
    private final Runner runner;
    private final Provenance provenance;

    @Inject
    public ExecutionFactory(Runner runner, Provenance provenance) {
        this.runner = runner;
        this.provenance = provenance;
    }

    public Execution create(Store store, Execution.Settings settings) {
        return new Execution(runner, store, provenance.current(), settings);
    }
}
