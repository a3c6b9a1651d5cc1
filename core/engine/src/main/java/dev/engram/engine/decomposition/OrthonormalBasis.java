package dev.engram.engine.decomposition;

import dev.engram.engine.kernel.doubles.DoubleKernels;
import java.util.Arrays;

/**
 * The orthonormal factor of a QR decomposition, in blocks of Householder reflections (LAPACK: dgeqrf and dorgqr). The
 * columns of the decomposed matrix are rows here, so that each is contiguous.
 */
final class OrthonormalBasis {
    private final BlockReflector reflector;
    private double[] betas = new double[0];
    private double[] q = new double[0];

    OrthonormalBasis(BlockReflector reflector) {
        this.reflector = reflector;
    }

    void orthonormalizeRows(int n, double[] a) {
        if (q.length < n * n) {
            q = new double[n * n];
            betas = new double[n];
        }
        for (int k = 0; k < n; k += BlockReflector.MOST) {
            int end = Math.min(n, k + BlockReflector.MOST);
            factorBlock(n, k, end, a);
            if (end < n) {
                load(n, k, end, a, false);
                reflector.applyToRows(n - end, a, end * n + k, n);
            }
        }
        Arrays.fill(q, 0, n * n, 0);
        for (int i = 0; i < n; i++) {
            q[i * n + i] = 1;
        }
        for (int k = (n - 1) / BlockReflector.MOST * BlockReflector.MOST; k >= 0; k -= BlockReflector.MOST) {
            load(n, k, Math.min(n, k + BlockReflector.MOST), a, true);
            reflector.applyToRows(n - k, q, k * n + k, n);
        }
        System.arraycopy(q, 0, a, 0, n * n);
    }

    /** Reduces the rows from k to {@code end}; each holds the vector of its reflection afterwards. */
    private void factorBlock(int n, int k, int end, double[] a) {
        for (int i = k; i < end; i++) {
            int at = i * n + i;
            double beta = BlockReflector.reflection(n - i, a, at);
            betas[i] = beta;
            for (int r = i + 1; r < end && beta != 0; r++) {
                double c = beta * DoubleKernels.dot(n - i, a, at, a, r * n + i);
                DoubleKernels.add(n - i, -c, a, at, a, r * n + i);
            }
        }
    }

    private void load(int n, int k, int end, double[] a, boolean transposed) {
        reflector.begin(n - k);
        for (int i = k; i < end; i++) {
            reflector.add(betas[i], i - k, a, i * n + i);
        }
        reflector.complete(transposed);
    }
}
