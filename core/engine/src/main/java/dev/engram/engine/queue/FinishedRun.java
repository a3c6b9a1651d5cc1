package dev.engram.engine.queue;

import dev.engram.engine.run.RunResult;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a worker sends back for a {@link QueuedRun}.
 *
 * @param id the id of the run
 * @param provenance the program, machine and plugins that made it, sorted by key
 */
public record FinishedRun(String id, Map<String, String> provenance, RunResult result) {
    public FinishedRun {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(result, "result");
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    }
}
