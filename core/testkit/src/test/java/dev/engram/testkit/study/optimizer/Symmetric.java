package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;

/** Functions of symmetric matrices, by Jacobi's rotations (Golub and Van Loan, section 8.5). */
final class Symmetric {
  /** A sweep squares the error once it is small, so that about ten are enough. */
  private static final int SWEEPS = 30;
  /**
   * An element off the diagonal that is so much smaller than those on it changes no eigenvalue in double
   * precision.
   */
  private static final double NEGLIGIBLE = 1e-20;
  /** Takes the place of an eigenvalue that rounding has made zero or less. */
  private static final double SMALLEST = 1e-30;

  private Symmetric() {}

  /** out = a^e for a positive definite a. */
  static Scratch power(Matrix a, double e, Scratch out) {
    int n = a.rows();
    double[][] d = new double[n][n], q = new double[n][n];
    for (int i = 0; i < n; i++) {
      q[i][i] = 1;
      for (int j = 0; j < n; j++) {
        d[i][j] = a.get(i, j);
      }
    }
    diagonalise(d, q);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += q[i][k] * q[j][k] * Maths.pow(Math.max(d[k][k], SMALLEST), e);
        }
        out.data()[i * n + j] = (float) sum;
      }
    }
    return out;
  }

  /** d becomes diagonal, and q, at first the identity, collects its eigenvectors as columns. */
  private static void diagonalise(double[][] d, double[][] q) {
    int n = d.length;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          if (Math.abs(d[i][j]) > NEGLIGIBLE * Math.sqrt(Math.abs(d[i][i] * d[j][j]))) {
            rotate(d, q, i, j);
          }
        }
      }
    }
  }

  /** The rotation that makes d[i][j] zero. */
  private static void rotate(double[][] d, double[][] q, int i, int j) {
    double theta = (d[j][j] - d[i][i]) / (2 * d[i][j]);
    double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1), s = t * c;
    for (int k = 0; k < d.length; k++) {
      turn(d[k], i, j, c, s);
      turn(q[k], i, j, c, s);
    }
    for (int k = 0; k < d.length; k++) {
      double x = d[i][k], y = d[j][k];
      d[i][k] = c * x - s * y;
      d[j][k] = s * x + c * y;
    }
  }

  private static void turn(double[] row, int i, int j, double c, double s) {
    double x = row[i], y = row[j];
    row[i] = c * x - s * y;
    row[j] = s * x + c * y;
  }
}
