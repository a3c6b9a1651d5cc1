package dev.engram.engine.queue;

import java.util.List;
import java.util.Objects;

/**
 * What all runs of a job need besides their own settings.
 *
 * @param engramVersion the version of Engram that planned the runs; a worker of another version refuses them
 * @param plugins all plugins, ordered by id
 */
public record Submission(String engramVersion, QueuedPlan plan, List<QueuedPlugin> plugins) {
    public Submission {
        Objects.requireNonNull(engramVersion, "engramVersion");
        Objects.requireNonNull(plan, "plan");
        plugins = List.copyOf(plugins);
    }
}
