package dev.engram.plugins.optimizers;

/**
 * Eigenvectors and orthonormal bases of square matrices in double precision, stored row by row in flat arrays. Only
 * additions, multiplications, divisions and square roots are used, in a fixed order, so that results have the same
 * bits everywhere. All inner loops run along rows, so that they can be vectorised.
 */
final class Decomposition {
    /** Largest number of QR steps for one eigenvalue. Two or three are usual; more than this means NaN or infinity. */
    private static final int MAX_ITERATIONS = 60;
    /** Unit roundoff of double. A number this small relative to its diagonal neighbours counts as zero. */
    private static final double ROUNDOFF = 0x1p-53;

    private Decomposition() {}

    /**
     * Computes the eigenvalues in ascending order and the eigenvectors, as the rows of {@code vectors}: Householder's
     * tridiagonalisation, then implicit QR steps with Wilkinson's shift (Golub and Van Loan, sections 8.3.1 to 8.3.3).
     *
     * @param a n x n and symmetric; overwritten
     * @param work of at least 4 n numbers
     */
    static void eigen(int n, double[] a, double[] values, double[] vectors, double[] work) {
        tridiagonalise(n, a, values, vectors, work);
        transpose(n, vectors);
        diagonalise(n, values, work, vectors);
        sort(n, values, vectors);
    }

    /** Replaces a by Q of a = Q R (Householder). Overwrites {@code q} and 3 n numbers of {@code work}. */
    static void orthonormalise(int n, double[] a, double[] q, double[] work) {
        int betas = 0, v = n, w = 2 * n;
        for (int k = 0; k < n; k++) {
            for (int i = k; i < n; i++) {
                work[v + i] = a[i * n + k];
            }
            work[betas + k] = reflector(work, v + k, n - k);
            reflect(n, k, work[betas + k], work, v, a, w);
            for (int i = k; i < n; i++) {
                a[i * n + k] = work[v + i]; // the rest is R, which is not needed
            }
        }
        identity(n, q);
        for (int k = n - 1; k >= 0; k--) {
            for (int i = k; i < n; i++) {
                work[v + i] = a[i * n + k];
            }
            reflect(n, k, work[betas + k], work, v, q, w);
        }
        System.arraycopy(q, 0, a, 0, n * n);
    }

    /** Layout of work: the n - 1 off-diagonal numbers; then, n each, the factors of the reflections, v and w. */
    private static void tridiagonalise(int n, double[] a, double[] d, double[] q, double[] work) {
        int betas = n, v = 2 * n, w = 3 * n;
        for (int k = 0; k < n - 1; k++) {
            System.arraycopy(a, k * n + k + 1, work, v + k + 1, n - k - 1);
            double first = work[v + k + 1], beta = reflector(work, v + k + 1, n - k - 1);
            // The reflection maps the vector onto its first axis; the first number of v determines its length.
            work[k] = beta == 0 ? first : first - work[v + k + 1];
            work[betas + k] = beta;
            System.arraycopy(work, v + k + 1, a, k * n + k + 1, n - k - 1);
            if (beta != 0) {
                twoSided(n, k + 1, beta, a, work, v, w);
            }
        }
        for (int k = 0; k < n; k++) {
            d[k] = a[k * n + k];
        }
        identity(n, q);
        for (int k = n - 2; k >= 0; k--) {
            System.arraycopy(a, k * n + k + 1, work, v + k + 1, n - k - 1);
            reflect(n, k + 1, work[betas + k], work, v, q, w);
        }
    }

    /** Replaces x by v such that (I - beta v v') maps x onto its first axis. Returns beta; 0 if x is on it already. */
    private static double reflector(double[] x, int from, int size) {
        double tail = 0;
        for (int i = from + 1; i < from + size; i++) {
            tail += x[i] * x[i];
        }
        if (tail == 0) {
            return 0;
        }
        double length = Math.sqrt(x[from] * x[from] + tail);
        x[from] += x[from] >= 0 ? length : -length; // no cancellation
        return 2 / (x[from] * x[from] + tail);
    }

    /** Multiplies the block of m from (k, k) on by (I - beta v v') from the left. */
    private static void reflect(int n, int k, double beta, double[] work, int v, double[] m, int w) {
        if (beta == 0) {
            return;
        }
        leftProduct(n, k, m, work, v, w);
        for (int i = k; i < n; i++) {
            double c = beta * work[v + i];
            for (int j = k; j < n; j++) {
                m[i * n + j] -= c * work[w + j];
            }
        }
    }

    /** Computes w = v' m over the block from (k, k) on. */
    private static void leftProduct(int n, int k, double[] m, double[] work, int v, int w) {
        for (int j = k; j < n; j++) {
            work[w + j] = 0;
        }
        for (int i = k; i < n; i++) {
            double c = work[v + i];
            for (int j = k; j < n; j++) {
                work[w + j] += c * m[i * n + j];
            }
        }
    }

    /** Replaces the block of the symmetric m from (k, k) on by H m H with H = I - beta v v'. */
    private static void twoSided(int n, int k, double beta, double[] m, double[] work, int v, int w) {
        leftProduct(n, k, m, work, v, w);
        double dot = 0;
        for (int i = k; i < n; i++) {
            work[w + i] *= beta;
            dot += work[w + i] * work[v + i];
        }
        for (int i = k; i < n; i++) {
            work[w + i] -= beta / 2 * dot * work[v + i];
        }
        for (int i = k; i < n; i++) {
            double vi = work[v + i], wi = work[w + i];
            for (int j = k; j < n; j++) {
                m[i * n + j] -= vi * work[w + j] + wi * work[v + j];
            }
        }
    }

    /** Reduces the off-diagonal e to zeros, so that d has the eigenvalues; rotates the rows of z accordingly. */
    private static void diagonalise(int n, double[] d, double[] e, double[] z) {
        int patience = MAX_ITERATIONS * n;
        for (int last = n - 1; last > 0 && patience > 0; patience--) {
            int first = last;
            while (first > 0 && !(Math.abs(e[first - 1]) <= ROUNDOFF * (Math.abs(d[first - 1]) + Math.abs(d[first])))) {
                first--;
            }
            if (first == last) {
                last--;
            } else {
                step(n, first, last, d, e, z);
            }
        }
    }

    /** Makes one QR step on the unreduced block first..last. */
    private static void step(int n, int first, int last, double[] d, double[] e, double[] z) {
        double half = (d[last - 1] - d[last]) / 2, b = e[last - 1];
        double root = Math.sqrt(half * half + b * b);
        double shift = d[last] - b * b / (half + (half >= 0 ? root : -root));
        double x = d[first] - shift, y = e[first];
        for (int k = first; k < last; k++) {
            double r = Math.sqrt(x * x + y * y);
            double c = r == 0 ? 1 : x / r, s = r == 0 ? 0 : y / r;
            if (k > first) {
                e[k - 1] = r;
            }
            double p = d[k], q = d[k + 1], o = e[k];
            d[k] = c * c * p + 2 * c * s * o + s * s * q;
            d[k + 1] = s * s * p - 2 * c * s * o + c * c * q;
            e[k] = c * s * (q - p) + (c * c - s * s) * o;
            if (k < last - 1) {
                x = e[k];
                y = s * e[k + 1];
                e[k + 1] *= c;
            }
            for (int i = k * n, j = i + n, to = j; i < to; i++, j++) {
                double u = z[i], v = z[j];
                z[i] = c * u + s * v;
                z[j] = c * v - s * u;
            }
        }
    }

    /** Sorts by selection, with at most n exchanges of rows. */
    private static void sort(int n, double[] values, double[] vectors) {
        for (int i = 0; i < n - 1; i++) {
            int least = i;
            for (int j = i + 1; j < n; j++) {
                least = values[j] < values[least] ? j : least;
            }
            if (least != i) {
                double v = values[i];
                values[i] = values[least];
                values[least] = v;
                for (int k = 0; k < n; k++) {
                    double x = vectors[i * n + k];
                    vectors[i * n + k] = vectors[least * n + k];
                    vectors[least * n + k] = x;
                }
            }
        }
    }

    private static void identity(int n, double[] q) {
        for (int i = 0; i < n * n; i++) {
            q[i] = 0;
        }
        for (int i = 0; i < n; i++) {
            q[i * n + i] = 1;
        }
    }

    private static void transpose(int n, double[] m) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double x = m[i * n + j];
                m[i * n + j] = m[j * n + i];
                m[j * n + i] = x;
            }
        }
    }
}
