package dev.engram.engine.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A regression tree on the unit cube (Breiman et al. 1984): each split minimizes the sum of squared errors, the first
 * dimension and the lowest threshold win ties, and a leaf predicts the mean of its examples. Trees are grown until the
 * examples of a leaf have equal values or equal inputs.
 */
final class RegressionTree {
    /** Splits from the root to a leaf, as in the reference implementation of functional ANOVA. */
    private static final int MAX_DEPTH = 64;

    private final List<Leaf> leaves = new ArrayList<>();
    private final Node root;

    private RegressionTree(double[][] x, double[] y, int[] examples) {
        double[] low = new double[x[0].length];
        double[] high = new double[low.length];
        Arrays.fill(high, 1);
        root = grow(x, y, examples, new Leaf(low, high, mean(y, examples)), 0);
    }

    /**
     * Grows a tree.
     *
     * @param x a point of the unit cube for each example
     * @param examples indices into x and y; an index that occurs twice counts twice
     */
    static RegressionTree grow(double[][] x, double[] y, int[] examples) {
        return new RegressionTree(x, y, examples);
    }

    /** The regions of the leaves, which fill the unit cube without overlap. */
    List<Leaf> leaves() {
        return leaves;
    }

    double predict(double[] point) {
        Node at = root;
        while (at instanceof Split s) {
            at = point[s.dimension] < s.threshold ? s.below : s.above;
        }
        return ((Leaf) at).value;
    }

    private sealed interface Node permits Split, Leaf {}

    private record Split(int dimension, double threshold, Node below, Node above) implements Node {}

    /** A box from {@code low} to {@code high} with one value. */
    record Leaf(double[] low, double[] high, double value) implements Node {
        double width(int dimension) {
            return high[dimension] - low[dimension];
        }

        double volume() {
            double v = 1;
            for (int d = 0; d < low.length; d++) {
                v *= width(d);
            }
            return v;
        }
    }

    private Node grow(double[][] x, double[] y, int[] examples, Leaf region, int depth) {
        Cut best = depth < MAX_DEPTH ? bestCut(x, y, examples) : null;
        if (best == null) {
            leaves.add(region);
            return region;
        }
        int d = best.dimension;
        double t = best.threshold;
        int[] below = Arrays.stream(examples).filter(i -> x[i][d] < t).toArray();
        int[] above = Arrays.stream(examples).filter(i -> x[i][d] >= t).toArray();
        double[] high = region.high.clone();
        high[d] = t;
        double[] low = region.low.clone();
        low[d] = t;
        return new Split(
                d,
                t,
                grow(x, y, below, new Leaf(region.low, high, mean(y, below)), depth + 1),
                grow(x, y, above, new Leaf(low, region.high, mean(y, above)), depth + 1));
    }

    /** @param gain by which the split reduces the sum of squared errors, up to a constant */
    private record Cut(int dimension, double threshold, double gain) {}

    /** Returns the best split; null if the values or all inputs are equal. */
    private static Cut bestCut(double[][] x, double[] y, int[] examples) {
        if (Arrays.stream(examples).allMatch(i -> y[i] == y[examples[0]])) {
            return null;
        }
        double total = Arrays.stream(examples).mapToDouble(i -> y[i]).sum();
        Cut best = null;
        for (int d = 0; d < x[0].length; d++) {
            int dimension = d;
            int[] order = Arrays.stream(examples)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> x[i][dimension]))
                    .mapToInt(i -> i)
                    .toArray();
            double sum = 0;
            for (int k = 1; k < order.length; k++) {
                sum += y[order[k - 1]];
                double before = x[order[k - 1]][d];
                double after = x[order[k]][d];
                double gain = sum * sum / k + (total - sum) * (total - sum) / (order.length - k);
                if (before < after && (best == null || gain > best.gain)) {
                    best = new Cut(d, between(before, after), gain);
                }
            }
        }
        return best;
    }

    /** Returns a threshold with {@code before < t <= after}: the midpoint of neighbouring doubles may be the lower. */
    private static double between(double before, double after) {
        double t = before + (after - before) / 2;
        return t > before ? t : after;
    }

    private static double mean(double[] y, int[] examples) {
        double sum = 0;
        for (int i : examples) {
            sum += y[i];
        }
        return sum / examples.length;
    }
}
