package dev.engram.engine.inference;

import dev.engram.engine.statistics.PairDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The value of a question in each block that has results of all its cells.
 *
 * @param differences by block, in the order of the seeds
 * @param complete by block, true if no run missed
 */
public record ContrastValues(List<PairDifference> differences, List<Boolean> complete) {
    public ContrastValues {
        differences = List.copyOf(differences);
        complete = List.copyOf(complete);
    }

    /**
     * Sums weight times result in each block.
     *
     * @param weights by cell
     * @param results by cell and seed; NaN is a miss, which is infinitely bad. Without results of one of the cells
     *     there are no blocks
     * @param direction 1 if higher is better, -1 if lower is, 0 if neither; then no result may be NaN
     */
    public static ContrastValues of(
            Map<String, Double> weights, Map<String, ? extends SortedMap<Long, Double>> results, int direction) {
        List<String> cells = List.copyOf(weights.keySet());
        if (cells.isEmpty() || !results.keySet().containsAll(cells)) {
            return new ContrastValues(List.of(), List.of());
        }
        TreeSet<Long> seeds = new TreeSet<>(results.get(cells.get(0)).keySet());
        cells.forEach(c -> seeds.retainAll(results.get(c).keySet()));
        double[] w = cells.stream().mapToDouble(weights::get).toArray();
        return of(
                w,
                seeds.stream()
                        .map(s -> cells.stream()
                                .mapToDouble(c -> results.get(c).get(s))
                                .toArray())
                        .toList(),
                direction);
    }

    /** The values of {@code here - there} by block. */
    public static ContrastValues ofPairs(double[] here, double[] there, int direction) {
        if (here.length != there.length) {
            throw new IllegalArgumentException(here.length + " values cannot be paired with " + there.length);
        }
        List<double[]> blocks = new ArrayList<>();
        for (int i = 0; i < here.length; i++) {
            blocks.add(new double[] {here[i], there[i]});
        }
        return of(new double[] {1, -1}, blocks, direction);
    }

    private static ContrastValues of(double[] weights, List<double[]> blocks, int direction) {
        return new ContrastValues(
                blocks.stream()
                        .map(b -> PairDifference.weighted(weights, b, direction))
                        .toList(),
                blocks.stream().map(ContrastValues::isFinite).toList());
    }

    private static boolean isFinite(double[] values) {
        for (double v : values) {
            if (!Double.isFinite(v)) {
                return false;
            }
        }
        return true;
    }

    /** The number of blocks. */
    public int n() {
        return differences.size();
    }

    /** The values of the blocks without misses. */
    double[] finite() {
        double[] finite = new double[n()];
        int count = 0;
        for (int i = 0; i < n(); i++) {
            if (complete.get(i)) {
                finite[count++] = differences.get(i).value();
            }
        }
        return Arrays.copyOf(finite, count);
    }
}
