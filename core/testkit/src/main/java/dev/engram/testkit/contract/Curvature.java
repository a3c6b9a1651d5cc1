package dev.engram.testkit.contract;

import dev.engram.spi.Landscape;
import java.util.Arrays;

/** Eigenvalues of the Hessian of a landscape, which is computed by differences of the gradient. */
final class Curvature {
    private static final double STEP = 1e-3;
    private static final int SWEEPS = 50;

    private Curvature() {}

    /** Returns the eigenvalues of the Hessian at x, in increasing order. */
    static double[] of(Landscape f, double[] x) {
        int n = x.length;
        double[][] h = new double[n][n];
        for (int j = 0; j < n; j++) {
            double step = STEP * Math.max(1, Math.abs(x[j]));
            double[] wide = difference(f, x, j, step), narrow = difference(f, x, j, step / 2);
            for (int i = 0; i < n; i++) {
                double slope = (4 * narrow[i] - wide[i]) / 3; // Richardson: the error is of order step^4
                h[i][j] += slope / 2;
                h[j][i] += slope / 2;
            }
        }
        return eigenvalues(h);
    }

    private static double[] difference(Landscape f, double[] x, int j, double step) {
        double[] up = x.clone(), down = x.clone(), above = new double[x.length], below = new double[x.length];
        up[j] += step;
        down[j] -= step;
        f.value(up, above);
        f.value(down, below);
        for (int i = 0; i < above.length; i++) {
            above[i] = (above[i] - below[i]) / (up[j] - down[j]);
        }
        return above;
    }

    /** Returns the sorted eigenvalues of a symmetric matrix, by Jacobi rotations; overwrites it. */
    private static double[] eigenvalues(double[][] a) {
        int n = a.length;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (a[p][q] != 0) {
                        rotate(a, p, q);
                    }
                }
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        Arrays.sort(values);
        return values;
    }

    private static void rotate(double[][] a, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p], kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k], qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
        }
    }
}
