package dev.engram.app.run;

import dev.engram.engine.store.Run;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import jakarta.inject.Inject;

/** Repeats stored runs. */
public final class Replayer {
    private final SuiteReader reader;
    private final Runner runner;
    private final Provenance provenance;

    @Inject
    public Replayer(SuiteReader reader, Runner runner, Provenance provenance) {
        this.reader = reader;
        this.runner = runner;
        this.provenance = provenance;
    }

    /**
     * Prepares the replay of a stored run.
     *
     * @throws InvalidInputException if a component that the run used is missing or does not accept its settings
     */
    public Replay replay(Run run) throws InvalidInputException {
        return new Replay(run, reader, runner, provenance.current());
    }
}
