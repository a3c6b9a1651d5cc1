package dev.engram.spi;

import org.pf4j.ExtensionPoint;

/**
 * A function to descend, in place of data, network and loss. Works in double precision: only the optimizer is in float,
 * so that what is seen is the optimizer's own error.
 */
public interface Landscape extends ExtensionPoint {
  /** Rows of a point; 1 for a vector. */
  int rows();

  /** Columns of a point. */
  int cols();

  /** f(x); overwrites {@code gradient}. Both arrays are row-major and belong to the caller; {@code x} is only read. */
  double value(double[] x, double[] gradient);

  /** Where to start when the user does not say; a new array. */
  double[] start();
}
