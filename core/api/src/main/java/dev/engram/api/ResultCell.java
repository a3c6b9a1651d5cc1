package dev.engram.api;

import java.util.List;
import java.util.Map;

/**
 * One cell of a comparison: a combination of the values of all axes.
 *
 * @param name its name, such as {@code adam}; with several problems, the problem is part of it
 * @param axes the labels of its values, by axis
 * @param runs its runs, in the order of the seeds
 * @param means the mean of each metric over the seeds that finished, by name
 */
public record ResultCell(String name, Map<String, String> axes, List<ResultRun> runs, Map<String, Mean> means) {
    /**
     * A mean over seeds.
     *
     * @param seeds the number of seeds
     * @param value the mean; NaN without seeds
     * @param halfWidth half the width of its 95% confidence interval; NaN for fewer than two seeds
     */
    public record Mean(int seeds, double value, double halfWidth) {}

    /**
     * Returns the mean of a metric.
     *
     * @throws IllegalArgumentException if it was not measured; the message names those that were
     */
    public Mean mean(String metric) {
        Mean mean = means.get(metric);
        if (mean == null) {
            throw new IllegalArgumentException(
                    "cell '" + name + "' has no metric '" + metric + "'; it has " + String.join(", ", means.keySet()));
        }
        return mean;
    }
}
