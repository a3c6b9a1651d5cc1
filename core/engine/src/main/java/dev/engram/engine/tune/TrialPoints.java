package dev.engram.engine.tune;

import dev.engram.engine.random.RandomStream;
import dev.engram.engine.random.RandomStreams;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** The points of trials in the unit cube, a row for each. The first rows do not depend on the number of rows. */
public final class TrialPoints {
    /**
     * The seed of searches. It does not depend on the seeds of the runs, so a further seed measures the same trials
     * again.
     */
    private static final long SEED = 0;
    /** The most dimensions for which Sobol's sequence has direction numbers. */
    public static final int MAX_SOBOL_DIMENSIONS = 1_000;
    /** The largest grid; a larger one is hardly intended. */
    public static final int MAX_GRID_SIZE = 1_000_000;

    private TrialPoints() {}

    /**
     * Returns points of Sobol's sequence in [0,1)^d, with the direction numbers of Joe and Kuo 2008. The origin, a
     * corner of every space, is left out, so the first point is the middle.
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

    /**
     * Returns independent uniform points in [0,1)^d. Each dimension has its own stream, so adding one changes no other.
     */
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

    /** Returns the number of combinations; a number above {@link #MAX_GRID_SIZE} if there are more. */
    public static int combinations(List<Integer> counts) {
        long all = 1;
        for (int n : counts) {
            all = Math.min(all * n, MAX_GRID_SIZE + 1L);
        }
        return (int) all;
    }

    /**
     * Returns combinations of indices into lists of the given lengths, drawn without replacement: at most
     * {@code trials}.
     */
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
