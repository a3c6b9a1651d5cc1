package dev.engram.engine.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction (1979): the smallest of m p values is multiplied by m, the next by m - 1, and so on, and none may
 * become smaller than the one before. Controls the probability of any false claim in the family, whatever the
 * dependence between the tests.
 */
public final class Holm {
    private Holm() {}

    /**
     * The adjusted p values, in the order given. NaN, which means that no test was possible, stays NaN and does not
     * count.
     */
    public static double[] adjust(double... p) {
        double[] adjusted = p.clone();
        int[] factors = factors(p);
        double least = 0;
        for (int i : order(p)) {
            least = Math.max(least, Math.min(1, factors[i] * p[i]));
            adjusted[i] = least;
        }
        return adjusted;
    }

    /** The factor of each p value, the same for equal ones; 0 for NaN. */
    public static int[] factors(double... p) {
        int[] factors = new int[p.length];
        int[] order = order(p);
        for (int j = 0; j < order.length; j++) {
            boolean equal = j > 0 && p[order[j]] == p[order[j - 1]];
            factors[order[j]] = equal ? factors[order[j - 1]] : order.length - j;
        }
        return factors;
    }

    private static int[] order(double[] p) {
        return IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
