package dev.engram.engine.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Probabilities and quantiles of the usual distributions. Those of the library are accurate to nine digits or more;
 * rounding to eight makes them the same on all platforms, whatever their {@code Math.exp}.
 */
public final class Distributions {
    /** The significance level of all tests and intervals. */
    public static final double SIGNIFICANCE_LEVEL = 0.05;

    private static final MathContext DIGITS = new MathContext(8);
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** By degrees of freedom; every mean of a comparison needs one, of few different ones. */
    private static final Map<Integer, Double> CRITICAL_VALUES = new ConcurrentHashMap<>();

    private Distributions() {}

    /** The t that the absolute value of a Student variable exceeds with probability {@link #SIGNIFICANCE_LEVEL}. */
    public static double studentCriticalValue(int degreesOfFreedom) {
        return CRITICAL_VALUES.computeIfAbsent(degreesOfFreedom, k -> studentUpperQuantile(SIGNIFICANCE_LEVEL / 2, k));
    }

    /** t with P(T > t) = p. */
    static double studentUpperQuantile(double p, int degreesOfFreedom) {
        return rounded(TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(p));
    }

    /** P(|T| >= |t|). */
    static double studentTwoSidedP(double t, int degreesOfFreedom) {
        return rounded(Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t))));
    }

    /** P(|Z| >= |z|). */
    static double normalTwoSidedP(double z) {
        return rounded(Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z))));
    }

    /** P(Z <= z). */
    static double normalCdf(double z) {
        return rounded(NORMAL.cumulativeProbability(z));
    }

    /** z with P(Z > z) = p. */
    static double normalUpperQuantile(double p) {
        return rounded(NORMAL.inverseSurvivalProbability(p));
    }

    static double chiSquaredSurvival(double x, int degreesOfFreedom) {
        return rounded(ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(x));
    }

    static double fSurvival(double x, int numerator, int denominator) {
        return rounded(FDistribution.of(numerator, denominator).survivalProbability(x));
    }

    /** P(X >= k) for a binomial X of n draws with probability p. */
    static double binomialAtLeast(int k, int n, double p) {
        return rounded(BinomialDistribution.of(n, p).survivalProbability(k - 1));
    }

    /** The smallest k with P(X <= k) >= q for a binomial X of n draws with probability p. */
    static int binomialQuantile(double q, int n, double p) {
        return BinomialDistribution.of(n, p).inverseCumulativeProbability(q);
    }

    /**
     * The p of the exact two-sided binomial test of {@code k} of {@code n} against 1/2: twice the probability of the
     * smaller tail, at most 1. Summed in doubles, whose error is far below the eight digits kept; the library's test
     * can lose the mirrored outcome to rounding.
     */
    static double binomialTestP(int k, int n) {
        int tail = Math.min(k, n - k);
        if (2 * tail >= n - 1) {
            return 1; // both tails meet
        }
        double term = 1; // C(n, j) for j = tail, as term * 2^scale
        int scale = 0;
        for (int j = 1; j <= tail; j++) {
            term = term * (n - tail + j) / j;
            int exponent = Math.getExponent(term);
            if (exponent > 500) {
                term = Math.scalb(term, -exponent);
                scale += exponent;
            }
        }
        double sum = 0;
        for (int j = tail; j >= 0 && sum + term > sum; j--) {
            sum += term;
            term = term * j / (n - j + 1);
        }
        return rounded(Math.min(1, Math.scalb(sum, scale + 1 - n)));
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
    }
}
