package dev.engram.testkit.contract;

import java.util.function.IntToDoubleFunction;

/**
 * A figure measured from many starts, each with draws of its own: is its mean clearly on one side of 0?
 *
 * @param error the standard error of the mean
 */
record Starts(double mean, double error) {
  static final int COUNT = 16;
  /** Standard errors from 0 (t with 15 degrees of freedom): one in two thousand, to this side, if there is nothing. */
  private static final double CLEAR = 4;

  static Starts of(IntToDoubleFunction measured) {
    double sum = 0, squares = 0;
    for (int start = 0; start < COUNT; start++) {
      double x = measured.applyAsDouble(start);
      sum += x;
      squares += x * x;
    }
    double mean = sum / COUNT;
    return new Starts(mean, Math.sqrt(Math.max(0, squares / COUNT - mean * mean) / (COUNT - 1)));
  }

  boolean above() {
    return mean > CLEAR * error;
  }

  boolean below() {
    return mean < -CLEAR * error;
  }
}
