package dev.engram.engine.statistics;

/** Both ends belong to it. NaN where there is none; an end may be infinite where runs missed. */
public record ConfidenceInterval(double low, double high) {
    public static final ConfidenceInterval NONE = new ConfidenceInterval(Double.NaN, Double.NaN);

    public boolean exists() {
        return !Double.isNaN(low);
    }
}
