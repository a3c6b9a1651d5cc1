package dev.engram.engine.queue;

import java.util.Objects;

/**
 * The plan that queued runs belong to. A store that has not seen the plan yet begins it with these values.
 *
 * @param suite name of the suite
 * @param digest hash of everything that determines the runs of the plan
 * @param overrides values that replaced those in the suite's file, for readers
 */
public record QueuedPlan(String suite, String digest, String overrides) {
    public QueuedPlan {
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(overrides, "overrides");
    }
}
