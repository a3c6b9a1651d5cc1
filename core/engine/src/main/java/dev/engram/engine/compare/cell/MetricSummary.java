package dev.engram.engine.compare.cell;

import dev.engram.engine.significance.Contrast;
import dev.engram.engine.statistics.Median;
import java.util.Optional;

/**
 * One metric of one cell, measured at the end of its runs.
 *
 * @param value mean over the runs that finished and have the metric
 * @param median with diverged runs as the worst
 * @param difference from the reference, over the seeds that both have; empty in the reference, or without one
 */
public record MetricSummary(MetricInfo metric, Estimate value, Median median, Optional<Contrast> difference) {}
