package dev.engram.engine.tune;

import dev.engram.engine.random.RandomStream;
import dev.engram.engine.random.RandomStreams;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** Where trials lie, one row for each: the first rows do not depend on how many follow. */
public final class TrialPoints {
    /** Searches are the same whatever seeds the runs have: a further seed measures the same trials again. */
    private static final long SEED = 0;
    /** More would not be looked through, and are hardly meant. */
    public static final int MAX_GRID_SIZE = 1_000_000;

    private TrialPoints() {}

    /**
     * Points of Sobol's sequence in [0,1)^d, with the direction numbers of Joe and Kuo 2008, as they are: the origin, which is a
     * corner of every space, is left out, so that the first is the middle.
     */
    public static double[][] sobol(int dimensions, int trials) {
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimensions);
        sequence.nextVector();
        double[][] points = new double[trials][];
        for (int i = 0; i < trials; i++) {
            points[i] = sequence.nextVector();
        }
        return points;
    }

    /** Independent and uniform in [0,1)^d; each dimension has a stream of its own, so that another one shifts nobody. */
    public static double[][] random(List<String> dimensions, int trials) {
        List<RandomStream> streams = dimensions.stream()
                .map(d -> RandomStreams.of(SEED, "tune/" + d))
                .toList();
        double[][] points = new double[trials][dimensions.size()];
        for (double[] p : points) {
            for (int d = 0; d < p.length; d++) {
                p[d] = streams.get(d).uniform();
            }
        }
        return points;
    }

    /** How many combinations there are; a number above {@link #MAX_GRID_SIZE} where there are more. */
    public static int combinations(List<Integer> counts) {
        long all = 1;
        for (int n : counts) {
            all = Math.min(all * n, MAX_GRID_SIZE + 1L);
        }
        return (int) all;
    }

    /** Combinations of places in lists of such lengths, drawn without replacement: all of them, or as many as are asked for. */
    public static int[][] grid(List<Integer> counts, int trials) {
        int all = combinations(counts);
        if (all > MAX_GRID_SIZE) {
            throw new IllegalArgumentException("more than " + MAX_GRID_SIZE + " combinations");
        }
        int[] order = IntStream.range(0, all).toArray();
        RandomStreams.of(SEED, "tune/grid").shuffle(order, all);
        int[][] points = new int[Math.min(trials, all)][counts.size()];
        for (int i = 0; i < points.length; i++) {
            int rest = order[i];
            for (int d = counts.size() - 1; d >= 0; d--) {
                points[i][d] = rest % counts.get(d);
                rest /= counts.get(d);
            }
        }
        return points;
    }
}
