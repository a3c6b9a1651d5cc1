package dev.engram.engine.decomposition;

/**
 * Implicit QR steps with Wilkinson's shift on a small tridiagonal matrix (Golub and Van Loan, section 8.3; LAPACK:
 * dsteqr).
 */
final class TridiagonalQr {
    /**
     * Largest number of QR steps for one eigenvalue. Two or three are usual. With Wilkinson's shift the steps converge
     * for all finite matrices, so more would be an error of this class.
     */
    private static final int MAX_ITERATIONS = 60;
    /** Unit roundoff of double. A number this small relative to its diagonal neighbours counts as zero. */
    private static final double ROUNDOFF = 0x1p-53;
    /** A number this small counts as zero between any neighbours, since its square is not exact. */
    private static final double NEGLIGIBLE = 0x1p-500;

    private TridiagonalQr() {}

    /**
     * Reduces the off-diagonal elements e from {@code lo} to {@code hi - 1} to zeros, so that d has the
     * eigenvalues, and rotates the rows of z accordingly. The largest number of d and e is about 1.
     *
     * @param z rows of n numbers, of which those from {@code lo} to {@code hi - 1} are rotated
     * @throws IllegalStateException if that takes too many steps
     */
    static void diagonalize(int lo, int hi, double[] d, double[] e, double[] z, int n) {
        diagonalize(lo, hi, d, e, z, n, MAX_ITERATIONS);
    }

    /** @param iterations largest number of steps for one eigenvalue */
    static void diagonalize(int lo, int hi, double[] d, double[] e, double[] z, int n, int iterations) {
        int left = iterations * (hi - lo);
        for (int last = hi - 1; last > lo; left--) {
            if (left == 0) {
                throw new IllegalStateException("the eigenvalues " + lo + " to " + last + " of a matrix took more than "
                        + iterations + " QR steps each; please report this matrix");
            }
            int first = last;
            while (first > lo && !isNegligible(e[first - 1], d[first - 1], d[first])) {
                first--;
            }
            if (first == last) {
                last--;
            } else {
                step(first, last, d, e, z, n, lo, hi - lo);
            }
        }
    }

    private static boolean isNegligible(double offDiagonal, double above, double below) {
        return !(Math.abs(offDiagonal) > ROUNDOFF * (Math.abs(above) + Math.abs(below)) + NEGLIGIBLE);
    }

    /** Makes one QR step on the unreduced block first..last. */
    private static void step(int first, int last, double[] d, double[] e, double[] z, int n, int lo, int size) {
        double half = (d[last - 1] - d[last]) / 2;
        double b = e[last - 1];
        double root = Math.sqrt(half * half + b * b);
        double shift = d[last] - b * b / (half + (half >= 0 ? root : -root));
        double x = d[first] - shift;
        double y = e[first];
        for (int k = first; k < last; k++) {
            double r = Math.sqrt(x * x + y * y);
            double c = r == 0 ? 1 : x / r;
            double s = r == 0 ? 0 : y / r;
            if (k > first) {
                e[k - 1] = r;
            }
            double p = d[k];
            double q = d[k + 1];
            double o = e[k];
            d[k] = c * c * p + 2 * c * s * o + s * s * q;
            d[k + 1] = s * s * p - 2 * c * s * o + c * c * q;
            e[k] = c * s * (q - p) + (c * c - s * s) * o;
            if (k < last - 1) {
                x = e[k];
                y = s * e[k + 1];
                e[k + 1] *= c;
            }
            rotate(size, c, s, z, k * n + lo, (k + 1) * n + lo);
        }
    }

    /** Replaces two rows x and y by c x + s y and c y - s x. */
    static void rotate(int size, double c, double s, double[] z, int x, int y) {
        for (int i = x, j = y, to = x + size; i < to; i++, j++) {
            double u = z[i];
            double v = z[j];
            z[i] = c * u + s * v;
            z[j] = c * v - s * u;
        }
    }
}
