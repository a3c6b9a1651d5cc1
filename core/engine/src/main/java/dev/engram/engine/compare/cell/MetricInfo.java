package dev.engram.engine.compare.cell;

/**
 * A metric to compare by.
 *
 * @param direction 1: higher is better; -1: lower is better; 0: neither
 * @param shown true if the metric has a column in tables; CSV and JSON have all metrics
 */
public record MetricInfo(String name, int direction, boolean shown) {
    public MetricInfo(String name, int direction) {
        this(name, direction, true);
    }

    public MetricInfo {
        if (direction < -1 || direction > 1) {
            throw new IllegalArgumentException("direction of " + name + " must be -1, 0 or 1, not " + direction);
        }
    }
}
