package dev.engram.engine.significance;

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
     * Sums weight times result in each block. In a term with a miss only the misses count: its other results have
     * nothing to be compared with, and where its misses cancel, the term is 0.
     *
     * @param terms weights by cell; no cell is in two terms
     * @param results by cell and seed; NaN is a miss, which is infinitely bad. Without results of one of the cells
     *     there are no blocks
     * @param direction 1 if higher is better, -1 if lower is, 0 if neither; then no result may be NaN
     */
    public static ContrastValues of(
            List<Map<String, Double>> terms, Map<String, ? extends SortedMap<Long, Double>> results, int direction) {
        List<String> cells = terms.stream().flatMap(t -> t.keySet().stream()).toList();
        if (cells.isEmpty() || !results.keySet().containsAll(cells)) {
            return new ContrastValues(List.of(), List.of());
        }
        TreeSet<Long> seeds = new TreeSet<>(results.get(cells.get(0)).keySet());
        cells.forEach(c -> seeds.retainAll(results.get(c).keySet()));
        double[] weights = terms.stream()
                .flatMap(t -> t.values().stream())
                .mapToDouble(w -> w)
                .toArray();
        int[] sizes = terms.stream().mapToInt(Map::size).toArray();
        return of(
                weights,
                sizes,
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
        return of(new double[] {1, -1}, new int[] {2}, blocks, direction);
    }

    /** @param sizes of the terms, whose values stand one after the other in a block */
    private static ContrastValues of(double[] weights, int[] sizes, List<double[]> blocks, int direction) {
        return new ContrastValues(
                blocks.stream()
                        .map(b -> PairDifference.weighted(weights, comparable(b, sizes), direction))
                        .toList(),
                blocks.stream().map(b -> isFinite(b, 0, b.length)).toList());
    }

    /** The values of a block, with 0 for what cannot be compared because its term has a miss. */
    private static double[] comparable(double[] block, int[] sizes) {
        double[] values = block.clone();
        int from = 0;
        for (int size : sizes) {
            int to = from + size;
            if (!isFinite(block, from, to)) {
                for (int i = from; i < to; i++) {
                    values[i] = Double.isFinite(block[i]) ? 0 : block[i];
                }
            }
            from = to;
        }
        return values;
    }

    private static boolean isFinite(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(values[i])) {
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
