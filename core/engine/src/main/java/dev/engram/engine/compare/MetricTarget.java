package dev.engram.engine.compare;

/**
 * What runs are to reach while they train.
 *
 * @param metric as it was measured on validation data, or on the way down a landscape
 * @param threshold the value to reach or to pass
 * @param direction 1 if more of the metric is better, -1 if less is
 */
public record MetricTarget(String metric, double threshold, int direction) {
    boolean isReached(double value) {
        return direction * value >= direction * threshold;
    }

    /** Such as {@code accuracy 0.95}. */
    public String text() {
        return metric + " " + NumberFormats.exact(threshold);
    }
}
