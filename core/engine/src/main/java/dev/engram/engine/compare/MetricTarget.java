package dev.engram.engine.compare;

import dev.engram.engine.text.DecimalText;

/**
 * The value that runs should reach during training.
 *
 * @param metric measured on validation data, or along the descent of a landscape
 * @param threshold value to reach or pass
 * @param direction 1 if higher is better, -1 if lower is
 */
public record MetricTarget(String metric, double threshold, int direction) {
    boolean isReached(double value) {
        return direction * value >= direction * threshold;
    }

    /** Such as {@code accuracy 0.95}. */
    public String text() {
        return metric + " " + DecimalText.exact(threshold);
    }
}
