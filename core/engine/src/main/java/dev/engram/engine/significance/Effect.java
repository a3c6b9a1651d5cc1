package dev.engram.engine.significance;

import dev.engram.engine.statistics.ConfidenceInterval;

/**
 * The size of a difference, with the interval that belongs to the deciding test. The interval excludes 0 if and only if
 * the test rejects after the correction, so that the two never contradict each other.
 *
 * @param value Hodges-Lehmann estimate (the median of the means of all pairs of differences), or the mean for folds;
 *     infinite if most differences are misses
 * @param interval at {@code level}; an end can be infinite
 * @param level confidence level: 1 - 0.05 / f, where f is the factor of Holm's correction, at its own step if the test
 *     rejects, else at the step where the correction stopped
 */
public record Effect(double value, ConfidenceInterval interval, double level) {
    /** The effect where nothing could be compared. */
    static final Effect NONE = new Effect(Double.NaN, ConfidenceInterval.NONE, Double.NaN);
}
