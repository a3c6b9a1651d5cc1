package dev.engram.engine.train;

import dev.engram.spi.Metric;

/** A metric under its name. */
public record Gauge(String name, Metric metric) {}
