package dev.engram.engine.run;

import java.util.Objects;

/**
 * One number that was measured during a run.
 *
 * @param step number of steps made before the measurement
 * @param epoch the same in passes over the training data
 * @param phase {@code train}, {@code validation}, {@code test} or {@code probe}; {@link #TEST_CURVE} and
 *     {@link #TRAINING_CURVE} for curves; {@link #END} for the end point of a
 *     run on a landscape; {@link Explosion#PHASE} for the factor of a run whose loss exploded;
 *     {@link #LISTENER} and {@link #HISTOGRAM} for what listeners record
 * @param metric name of the metric, such as {@code accuracy}, {@code alignment/layer0} or {@code f1[cat]} (see {@link
 *     MeasurementName}); in phase {@link #END} the stationary point in words
 * @param value value of the metric, possibly infinite, and NaN if undefined; in phase {@link #END} the distance from
 *     the nearest known stationary point
 */
public record Measurement(long step, double epoch, String phase, String metric, double value) {
    /** Phase of the end point of a run on a landscape. */
    public static final String END = "end";
    /** Phase of the metrics on test data at each evaluation. Only for curves: nothing may be chosen by them. */
    public static final String TEST_CURVE = "test-curve";
    /** Phase of the metrics on the training data at each evaluation, with fixed parameters. Only for curves. */
    public static final String TRAINING_CURVE = "training-curve";
    /** Phase of the series that listeners record; the metric begins with the name of the listener and a slash. */
    public static final String LISTENER = "listener";
    /** Phase of the histograms that listeners record: {@link Histogram#of} reads them. */
    public static final String HISTOGRAM = "histogram";
    /** Location of a run that did not end near a known stationary point. */
    public static final String UNKNOWN_LOCATION = "nowhere known";

    public Measurement {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(metric, "metric");
    }
}
