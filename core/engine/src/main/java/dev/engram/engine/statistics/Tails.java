package dev.engram.engine.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Probabilities and quantiles of the usual distributions. The library's are good to nine digits or more; rounding to eight
 * makes them the same on all platforms, whatever their {@code Math.exp}.
 */
public final class Tails {
  /** The error that all tests and intervals allow themselves. */
  public static final double LEVEL = 0.05;

  private static final MathContext DIGITS = new MathContext(8);
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Tails() {}

  /** The t that a Student variable exceeds in size with probability {@link #LEVEL}. */
  public static double studentQuantile(int degreesOfFreedom) {
    return rounded(TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(LEVEL / 2));
  }

  /** P(|T| >= |t|). */
  static double student(double t, int degreesOfFreedom) {
    return rounded(Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t))));
  }

  /** P(|Z| >= |z|). */
  static double normal(double z) {
    return rounded(Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z))));
  }

  /** P(Z <= z). */
  static double normalBelow(double z) {
    return rounded(NORMAL.cumulativeProbability(z));
  }

  /** z with P(Z > z) = p. */
  static double normalQuantile(double p) {
    return rounded(NORMAL.inverseSurvivalProbability(p));
  }

  static double chiSquared(double x, int degreesOfFreedom) {
    return rounded(ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(x));
  }

  static double f(double x, int numerator, int denominator) {
    return rounded(FDistribution.of(numerator, denominator).survivalProbability(x));
  }

  /** P(X >= k) of n draws with probability p each. */
  static double binomialAtLeast(int k, int n, double p) {
    return rounded(BinomialDistribution.of(n, p).survivalProbability(k - 1));
  }

  /** The smallest k with P(X <= k) >= q of n draws with probability p each. */
  static int binomialQuantile(double q, int n, double p) {
    return BinomialDistribution.of(n, p).inverseCumulativeProbability(q);
  }

  /** Exact two-sided test of {@code k} of {@code n} against a fair coin. */
  static double coin(int k, int n) {
    return n == 0 ? 1 : rounded(BinomialTest.withDefaults().test(n, k, 0.5).getPValue());
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
  }
}
