package dev.engram.engine.compare;

import dev.engram.engine.statistics.Median;
import java.util.Optional;

/**
 * One metric of one cell, tested at the end of its runs.
 *
 * @param value over the runs that ended well and have the metric
 * @param median the same with those that diverged as worst
 * @param difference to the reference, by seed, over the seeds that both have; empty in the reference, or without one
 */
public record MetricSummary(MetricInfo metric, Estimate value, Median median, Optional<Contrast> difference) {}
