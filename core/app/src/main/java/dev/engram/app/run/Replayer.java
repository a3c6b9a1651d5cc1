package dev.engram.app.run;

import dev.engram.app.execution.Provenance;
import dev.engram.engine.config.RunSpec;
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
    private final FileHashes fileHashes;

    @Inject
    public Replayer(SuiteReader reader, Runner runner, Provenance provenance, FileHashes fileHashes) {
        this.reader = reader;
        this.runner = runner;
        this.provenance = provenance;
        this.fileHashes = fileHashes;
    }

    /**
     * Prepares the replay of a stored run.
     *
     * @throws InvalidInputException if a component of the run is missing or does not accept its settings
     */
    public Replay replay(Run stored) throws InvalidInputException {
        return new Replay(stored, spec(stored), runner, provenance.current(), fileHashes);
    }

    /**
     * Returns the settings of a stored run.
     *
     * @throws InvalidInputException if a component of the run is missing or does not accept its settings
     */
    public RunSpec spec(Run stored) throws InvalidInputException {
        return reader.readRun(stored.spec(), "the stored spec of " + stored.id());
    }
}
