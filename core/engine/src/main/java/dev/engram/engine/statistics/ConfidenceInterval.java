package dev.engram.engine.statistics;

/** A 95% confidence interval, ends included. NaN if there is none; an end can be infinite if runs missed. */
public record ConfidenceInterval(double low, double high) {
    public static final ConfidenceInterval NONE = new ConfidenceInterval(Double.NaN, Double.NaN);

    public boolean exists() {
        return !Double.isNaN(low);
    }
}
