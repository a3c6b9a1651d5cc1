package dev.engram.engine.run;

import dev.engram.spi.Metric;
import dev.engram.spi.listener.Listener;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One training in full: the components themselves, the settings and the seed. Everything that {@code engine.train}
 * needs to make the run, and nothing about where it was written or where its result goes.
 *
 * @param metrics metrics; none on a landscape
 * @param target value to reach, if any
 * @param listeners listeners, which change nothing in the run
 */
public record ResolvedRun(
        ResolvedTask task,
        ResolvedOptimizer optimizer,
        TrainingSettings training,
        MetricSelection<NamedComponent<Metric>> metrics,
        Optional<Target> target,
        List<NamedComponent<Listener>> listeners,
        long seed) {
    public ResolvedRun {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(metrics, "metrics");
        listeners = List.copyOf(listeners);
    }

    /** A run without a target and listeners that measures exactly these metrics. */
    public ResolvedRun(
            ResolvedTask task,
            ResolvedOptimizer optimizer,
            TrainingSettings training,
            List<NamedComponent<Metric>> metrics,
            long seed) {
        this(task, optimizer, training, MetricSelection.of(metrics), Optional.empty(), List.of(), seed);
    }

    /** Returns the same run with these listeners. */
    public ResolvedRun withListeners(List<NamedComponent<Listener>> others) {
        return new ResolvedRun(task, optimizer, training, metrics, target, others, seed);
    }
}
