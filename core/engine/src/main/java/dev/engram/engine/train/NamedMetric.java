package dev.engram.engine.train;

import dev.engram.spi.Metric;

/** A metric under its name. */
record NamedMetric(String name, Metric metric) {
    /** Can it be measured on such data? */
    boolean appliesTo(boolean classes) {
        return !(metric instanceof Metric.OfPredictions p) || p.incompatibility(classes) == null;
    }
}
