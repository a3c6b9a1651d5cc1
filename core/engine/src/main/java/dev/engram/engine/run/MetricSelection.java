package dev.engram.engine.run;

import java.util.List;

/**
 * The metrics of a run.
 *
 * @param list the metrics, in the order in which they are measured
 * @param isDefault true if none were chosen; then those that do not apply to the data are left out instead of refused
 * @param <M> a metric, or its recipe
 */
public record MetricSelection<M>(List<M> list, boolean isDefault) {
    public MetricSelection {
        list = List.copyOf(list);
    }

    /** Returns a selection of exactly these metrics. */
    public static <M> MetricSelection<M> of(List<M> metrics) {
        return new MetricSelection<>(metrics, false);
    }
}
