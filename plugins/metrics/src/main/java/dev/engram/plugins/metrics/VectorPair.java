package dev.engram.plugins.metrics;

import dev.engram.spi.Matrix;

/** Gathers the products of two vectors that come in pieces. */
final class VectorPair {
    private double product;
    private double first;
    private double second;

    /** Another piece. Without the second vector whatever needs it stays undefined. */
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

    /** Another piece: two matrices of one shape. */
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

    /** The angle between the two; NaN where one is zero. */
    double angleDegrees() {
        if (first == 0 || second == 0) {
            return Double.NaN;
        }
        // One root of the product: two equal vectors then give exactly 1.
        double cosine = product / Math.sqrt(first * second);
        return StrictMath.acos(Math.max(-1, Math.min(1, cosine))) * (180 / StrictMath.PI);
    }

    /** The length of the first over that of the second; NaN where the second is zero. */
    double normRatio() {
        return second == 0 ? Double.NaN : Math.sqrt(first / second);
    }

    /** The length of the first. */
    double norm() {
        return Math.sqrt(first);
    }
}
