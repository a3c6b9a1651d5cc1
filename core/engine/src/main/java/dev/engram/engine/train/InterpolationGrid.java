package dev.engram.engine.train;

import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The positions on a straight line of weights at which a loss is computed: equally distant ones, and always both ends.
 *
 * @param from first position, at most 0, the weights of the first run
 * @param to last position, at least 1, the weights of the second run
 * @param points number of equally distant positions
 */
public record InterpolationGrid(double from, double to, int points) {
    /** The first position if none is asked for. */
    public static final String DEFAULT_FROM = "-0.5";
    /** The last position if none is asked for. */
    public static final String DEFAULT_TO = "1.5";
    /** The number of positions if none is asked for: every 0.05. */
    public static final String DEFAULT_POINTS = "41";

    private static final double FARTHEST = 10;
    private static final int MOST_POINTS = 1000;
    /** Positions are rounded to this part of 1, so that those of decimal fractions are decimal fractions. */
    private static final double ROUNDING = 1e9;

    /** Throws {@link IncompatibleException} if a number is outside its range. */
    public InterpolationGrid {
        List<String> problems = problems(from, to, points);
        if (!problems.isEmpty()) {
            throw new IncompatibleException(String.join("; ", problems));
        }
    }

    /** Returns this number of positions over the range that is used if none is asked for. */
    public static InterpolationGrid overDefaultRange(int points) {
        return new InterpolationGrid(Double.parseDouble(DEFAULT_FROM), Double.parseDouble(DEFAULT_TO), points);
    }

    /** Returns a sentence on each number that is outside its range. */
    public static List<String> problems(double from, double to, int points) {
        List<String> problems = new ArrayList<>();
        if (!(from >= -FARTHEST && from <= 0)) {
            problems.add("the first t has to be between -10 and 0; found " + from);
        }
        if (!(to >= 1 && to <= 1 + FARTHEST)) {
            problems.add("the last t has to be between 1 and 11; found " + to);
        }
        if (points < 2 || points > MOST_POINTS) {
            problems.add("the number of points has to be between 2 and 1000; found " + points);
        }
        return problems;
    }

    /** Returns the positions, rising. */
    double[] positions() {
        TreeSet<Double> all = new TreeSet<>();
        all.add(0.0);
        all.add(1.0);
        for (int k = 0; k < points; k++) {
            double position = from + (to - from) * k / (points - 1);
            all.add(Math.rint(position * ROUNDING) / ROUNDING + 0.0); // -0 becomes 0
        }
        return all.stream().mapToDouble(t -> t).toArray();
    }
}
