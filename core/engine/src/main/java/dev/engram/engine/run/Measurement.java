package dev.engram.engine.run;

import java.util.Objects;

/**
 * One number that a run left behind.
 *
 * @param step how many steps had been made
 * @param epoch the same in passes over the training data
 * @param phase {@code train}, {@code validation}, {@code test} or {@code probe}; {@link #END} for where a run on a
 *     landscape ended: then the metric is the place in words and the value the distance from the nearest one known
 * @param metric such as {@code accuracy} or {@code alignment/layer0}
 * @param value may be infinite; NaN where the metric is undefined
 */
public record Measurement(long step, double epoch, String phase, String metric, double value) {
    public static final String END = "end";
    /** The place of a run that did not end in or by one that is known. */
    public static final String UNKNOWN_LOCATION = "nowhere known";

    public Measurement {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(metric, "metric");
    }
}
