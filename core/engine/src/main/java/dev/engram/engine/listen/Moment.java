package dev.engram.engine.listen;

/**
 * A moment of a run.
 *
 * @param step number of completed steps
 * @param epoch the same in epochs
 * @param batchLoss mean loss of the batch of the last step; NaN before the first step
 * @param validation metrics that were measured after the last step
 * @param recorder receives what the listeners record
 */
public record Moment(long step, double epoch, double batchLoss, ValidationMetrics validation, Recorder recorder) {
    /** Receives what listeners record. */
    @FunctionalInterface
    public interface Recorder {
        void record(String phase, String metric, double value);
    }

    /** Metrics of the validation data. */
    @FunctionalInterface
    public interface ValidationMetrics {
        /** Returns a metric that was measured after the last step; NaN if there is none. */
        double of(String metric);
    }
}
