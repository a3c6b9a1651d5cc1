package dev.engram.plugins.metrics;

import dev.engram.spi.Matrix;

/** Sums of the products of two vectors that are given in pieces. */
final class VectorPair {
    private double product;
    private double first;
    private double second;

    /** Adds a piece. Without the second vector, results that need it are NaN. */
    void add(float[] a, float[] b, int from, int to) {
        if (b == null) {
            return;
        }
        double ab = product;
        double aa = first;
        double bb = second;
        for (int i = from; i < to; i++) {
            ab += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        product = ab;
        first = aa;
        second = bb;
    }

    /** Adds a piece: two matrices of the same shape. */
    void add(Matrix a, Matrix b) {
        for (int r = 0; r < a.rows(); r++) {
            for (int c = 0; c < a.cols(); c++) {
                double x = a.get(r, c);
                double y = b.get(r, c);
                product += x * y;
                first += x * x;
                second += y * y;
            }
        }
    }

    /** Returns the angle between the two, in degrees; NaN if one is zero. */
    double angleDegrees() {
        if (first == 0 || second == 0) {
            return Double.NaN;
        }
        // A single root of the product gives exactly 1 for equal vectors.
        double cosine = product / Math.sqrt(first * second);
        return StrictMath.acos(Math.max(-1, Math.min(1, cosine))) * (180 / StrictMath.PI);
    }

    /** Returns the norm of the first divided by that of the second; NaN if the second is zero. */
    double normRatio() {
        return second == 0 ? Double.NaN : Math.sqrt(first / second);
    }

    /** Returns the norm of the first. */
    double norm() {
        return Math.sqrt(first);
    }
}
