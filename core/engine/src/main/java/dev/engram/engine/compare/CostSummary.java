package dev.engram.engine.compare;

import dev.engram.engine.run.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the runs of a cell took: those that ended well, as one that broke off tells nothing about the price of training.
 * All NaN if there is none.
 *
 * @param steps median
 * @param seconds median: the first runs of a process also pay for its compilation
 * @param examplesPerSecond median
 * @param multiplyAdds mean
 * @param stateBytes mean
 */
public record CostSummary(
        double steps, double seconds, double examplesPerSecond, double multiplyAdds, double stateBytes) {
    static CostSummary of(List<Cost> costs) {
        return new CostSummary(
                median(costs, Cost::steps),
                median(costs, Cost::seconds),
                median(costs, c -> c.seconds() > 0 ? c.examples() / c.seconds() : Double.NaN),
                mean(costs, Cost::multiplyAdds),
                mean(costs, Cost::stateBytes));
    }

    private static double mean(List<Cost> costs, ToDoubleFunction<Cost> field) {
        return Estimate.mean(costs.stream().mapToDouble(field).toArray());
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> field) {
        double[] sorted = costs.stream().mapToDouble(field).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
