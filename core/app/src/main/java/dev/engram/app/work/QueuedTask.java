package dev.engram.app.work;

import dev.engram.app.execution.RunTask;
import dev.engram.engine.bundle.QueuedRunReader;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.yaml.InvalidInputException;
import java.io.IOException;

/** A queued run, to be made. Its settings are read, and its files unpacked, when it begins. */
record QueuedTask(QueuedRun run, RunLabel label, QueuedRunReader reader) implements RunTask {
    @Override
    public String id() {
        return run.id();
    }

    @Override
    public String name() {
        return run.name();
    }

    @Override
    public long seed() {
        return run.seed();
    }

    @Override
    public String spec() {
        return run.cell().spec();
    }

    @Override
    public boolean keepsPredictions() {
        return run.cell().keepsPredictions();
    }

    @Override
    public ResolvedRun resolve() throws InvalidInputException, IOException {
        return reader.read(run);
    }
}
