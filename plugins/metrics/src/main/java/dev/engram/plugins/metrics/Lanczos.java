package dev.engram.plugins.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * The Lanczos method for the largest eigenvalue of a symmetric matrix that is known by its products only. All basis
 * vectors are kept and made orthogonal again in each step, since rounding would otherwise repeat eigenvalues.
 */
final class Lanczos {
    /** Products with a symmetric matrix. */
    @FunctionalInterface
    interface Product {
        /** Overwrites {@code product}; returns false if there is no such matrix. */
        boolean multiply(double[] vector, double[] product);
    }

    /** A remainder that is that much shorter than the product is rounding: the basis spans an invariant space. */
    private static final double NOTHING_LEFT = 1e-10;

    private static final int BISECTIONS = 60;

    private final Product matrix;
    private final int size;
    private final int iterations;
    private final List<double[]> basis = new ArrayList<>();
    /** The diagonal of the matrix in the basis, which is tridiagonal. */
    private final double[] diagonal;
    /** What is above the diagonal. */
    private final double[] above;

    Lanczos(Product matrix, int size, int iterations) {
        this.matrix = matrix;
        this.size = size;
        this.iterations = Math.min(size, iterations);
        diagonal = new double[this.iterations];
        above = new double[this.iterations];
    }

    /** Returns the largest eigenvalue; NaN if there is no matrix or a product is not finite. */
    double largestEigenvalue(double tolerance) {
        double[] next = firstVector();
        double previous = Double.NaN;
        for (int k = 0; k < iterations; k++) {
            basis.add(next);
            double[] product = new double[size];
            if (!matrix.multiply(next, product)) {
                return Double.NaN;
            }
            double length = Math.sqrt(dot(product, product));
            diagonal[k] = dot(product, next);
            if (!Double.isFinite(length)) {
                return Double.NaN;
            }
            double largest = largestOfTridiagonal(k + 1);
            orthogonalize(product);
            above[k] = Math.sqrt(dot(product, product));
            boolean converged = Math.abs(largest - previous) <= tolerance * Math.abs(largest);
            if (converged || above[k] <= NOTHING_LEFT * length) {
                return largest;
            }
            previous = largest;
            next = scaled(product, 1 / above[k]);
        }
        return previous;
    }

    /** Returns a vector of length 1 whose elements have signs and sizes without a pattern: fractions of i phi. */
    private double[] firstVector() {
        double[] v = new double[size];
        for (int i = 0; i < size; i++) {
            double turns = (i + 1) * 0.6180339887498949;
            v[i] = turns - Math.floor(turns) - 0.5;
        }
        return scaled(v, 1 / Math.sqrt(dot(v, v)));
    }

    /** Twice, because the first pass leaves the rounding errors of large components. */
    private void orthogonalize(double[] x) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] b : basis) {
                double c = dot(x, b);
                for (int i = 0; i < size; i++) {
                    x[i] -= c * b[i];
                }
            }
        }
    }

    /** Returns the largest eigenvalue of the leading n x n part, by bisection. */
    private double largestOfTridiagonal(int n) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) { // Gershgorin's circles
            double radius = (i > 0 ? above[i - 1] : 0) + (i + 1 < n ? above[i] : 0);
            low = Math.min(low, diagonal[i] - radius);
            high = Math.max(high, diagonal[i] + radius);
        }
        for (int k = 0; k < BISECTIONS; k++) {
            double middle = 0.5 * (low + high);
            if (allBelow(middle, n)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Returns whether all eigenvalues are below x: then all pivots of the matrix minus x are negative. */
    private boolean allBelow(double x, int n) {
        double pivot = diagonal[0] - x;
        for (int i = 1; i < n && pivot < 0; i++) {
            pivot = diagonal[i] - x - above[i - 1] * above[i - 1] / pivot;
        }
        return pivot < 0;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] scaled(double[] x, double factor) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] *= factor;
        }
        return y;
    }
}
