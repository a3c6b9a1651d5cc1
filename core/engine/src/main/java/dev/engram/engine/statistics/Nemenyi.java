package dev.engram.engine.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nemenyi's critical difference: two methods differ if their mean ranks are further apart. Whether a pair differs
 * depends on the other methods; with Wilcoxon's test and Holm's correction it does not (Benavoli et al. 2016).
 */
public final class Nemenyi {
    private static final double INTEGRATION_LIMIT = 8;
    private static final int SUBINTERVALS = 400;

    /** The studentized ranges asked for so far, each of which takes milliseconds. */
    private static final Map<RangeQuantile, Double> KNOWN = new ConcurrentHashMap<>();

    private record RangeQuantile(int methods, double level) {}

    private Nemenyi() {}

    /** q sqrt(k (k + 1) / (6 N)). */
    public static double criticalDifference(int methods, int problems, double level) {
        return q(methods, level) * Math.sqrt(methods * (methods + 1.0) / (6.0 * problems));
    }

    /**
     * The studentized range of k normal values that is exceeded with probability {@code level}, divided by sqrt 2; by
     * bisection.
     */
    public static double q(int methods, double level) {
        if (methods < 2 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "expected at least two methods and a level between 0 and 1, found " + methods + " and " + level);
        }
        return KNOWN.computeIfAbsent(new RangeQuantile(methods, level), Nemenyi::compute);
    }

    private static double compute(RangeQuantile quantile) {
        double low = 0;
        double high = 2 * INTEGRATION_LIMIT;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (rangeCdf(middle, quantile.methods()) < 1 - quantile.level()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low / Math.sqrt(2);
    }

    /** The weights of Simpson's rule: 1, 4, 2, 4, ..., 4, 1. */
    private static double weight(int i) {
        if (i == 0 || i == SUBINTERVALS) {
            return 1;
        }
        return i % 2 == 1 ? 4 : 2;
    }

    /**
     * P(range of k standard normal values <= r) = k times the integral of phi(x) (Phi(x + r) - Phi(x))^(k - 1), by
     * Simpson's rule.
     */
    private static double rangeCdf(double r, int k) {
        double h = 2 * INTEGRATION_LIMIT / SUBINTERVALS;
        double sum = 0;
        for (int i = 0; i <= SUBINTERVALS; i++) {
            double x = -INTEGRATION_LIMIT + i * h;
            double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            double inside = Math.max(0, Distributions.normalCdf(x + r) - Distributions.normalCdf(x));
            sum += weight(i) * density * StrictMath.pow(inside, k - 1);
        }
        return k * sum * h / 3;
    }
}
