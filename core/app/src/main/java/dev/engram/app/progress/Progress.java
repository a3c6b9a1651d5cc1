package dev.engram.app.progress;

import dev.engram.app.execution.ExecutionListener;

/** Shows the progress of an execution until it is closed. */
public interface Progress extends ExecutionListener, AutoCloseable {
    @Override
    void close();
}
