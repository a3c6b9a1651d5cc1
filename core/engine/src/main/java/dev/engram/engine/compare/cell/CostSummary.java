package dev.engram.engine.compare.cell;

import dev.engram.engine.run.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The cost of the runs of a cell that have results; a run that broke off does not show what training costs. All NaN if
 * there is none.
 *
 * @param steps median
 * @param seconds median, because the first runs of a process include JIT compilation
 * @param examplesPerSecond median
 * @param multiplyAdds mean
 * @param stateBytes mean
 */
public record CostSummary(
        double steps, double seconds, double examplesPerSecond, double multiplyAdds, double stateBytes) {
    public static CostSummary of(List<Cost> costs) {
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
