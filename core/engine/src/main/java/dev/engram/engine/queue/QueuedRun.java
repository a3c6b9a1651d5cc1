package dev.engram.engine.queue;

import java.util.Objects;

/**
 * A run that waits to be made.
 *
 * @param id content address, which is the same wherever the run is made
 * @param cell its settings
 */
public record QueuedRun(String id, QueuedCell cell, long seed) {
    public QueuedRun {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(cell, "cell");
    }

    /** Returns the name of the run in logs and progress. */
    public String name() {
        return cell.cell() + " #" + seed;
    }
}
