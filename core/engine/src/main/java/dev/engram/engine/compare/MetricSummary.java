package dev.engram.engine.compare;

import java.util.Optional;

/**
 * One metric of one cell, tested at the end of its runs.
 *
 * @param value over the runs that ended well and have the metric
 * @param difference to the baseline, by seed, over the seeds that both have; empty in the baseline, or without one
 */
public record MetricSummary(MetricInfo metric, Estimate value, Optional<Estimate> difference) {}
