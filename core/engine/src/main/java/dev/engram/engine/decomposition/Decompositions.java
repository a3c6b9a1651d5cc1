package dev.engram.engine.decomposition;

import dev.engram.engine.kernel.doubles.DoubleKernels;
import java.util.Arrays;

/**
 * Decompositions of square matrices, with their working memory: about three times the largest matrix. Matrices are
 * stored row by row. An instance is used by one thread.
 */
public final class Decompositions {
    /** If the largest number of a matrix is not between these, it is brought near 1: squares would lose digits. */
    private static final double SMALL = 0x1p-300;

    private static final double LARGE = 0x1p300;

    private final BlockReflector reflector = new BlockReflector();
    private final Tridiagonalization tridiagonalization = new Tridiagonalization(reflector);
    private final DivideAndConquer divideAndConquer = new DivideAndConquer();
    private final OrthonormalBasis basis = new OrthonormalBasis(reflector);
    private double[] offDiagonal = new double[0];
    private double[] scaled = new double[0];

    /**
     * Computes the eigenvalues in ascending order and the eigenvectors, as the rows of {@code vectors}: reduction to a
     * tridiagonal matrix, divide and conquer, back-transformation. If a number of the matrix is NaN or infinite, the
     * results are NaN.
     *
     * @param a n x n and symmetric; overwritten
     */
    public void eigen(int n, double[] a, double[] values, double[] vectors) {
        if (offDiagonal.length < n) {
            offDiagonal = new double[n];
        }
        double power = scale(n * n, a);
        tridiagonalization.reduce(n, a, values, offDiagonal);
        Arrays.fill(vectors, 0, n * n, 0);
        if (divideAndConquer.solve(n, values, offDiagonal, vectors)) {
            tridiagonalization.transformBack(n, a, vectors);
            for (int i = 0; i < n; i++) {
                values[i] /= power;
            }
        } else {
            Arrays.fill(values, 0, n, Double.NaN);
            Arrays.fill(vectors, 0, n * n, Double.NaN);
        }
    }

    /** Computes {@code a = V' diag(values) V}, where the rows of V are {@code vectors}. */
    public void compose(int n, double[] values, double[] vectors, double[] a) {
        if (scaled.length < n * n) {
            scaled = new double[n * n];
        }
        for (int i = 0; i < n; i++) {
            for (int j = i * n; j < (i + 1) * n; j++) {
                scaled[j] = values[i] * vectors[j];
            }
        }
        Arrays.fill(a, 0, n * n, 0);
        DoubleKernels.multiplyAdd(n, n, n, 1, vectors, 0, 1, n, scaled, 0, n, 1, a, 0, n, reflector.product());
    }

    /**
     * Replaces the rows by orthonormal ones, of which the first k span the same space as before for every k: the
     * columns of Q in the QR decomposition of the transposed matrix.
     *
     * @param a n x n
     */
    public void orthonormalizeRows(int n, double[] a) {
        scale(n * n, a);
        basis.orthonormalizeRows(n, a);
    }

    /** Multiplies a matrix of very large or very small numbers by a power of two, which is returned; 1 for others. */
    private static double scale(int size, double[] a) {
        double most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, Math.abs(a[i]));
        }
        if (!(most > LARGE && most <= Double.MAX_VALUE || most < SMALL && most > 0)) {
            return 1;
        }
        double power = Math.scalb(1.0, -Math.getExponent(most));
        for (int i = 0; i < size; i++) {
            a[i] *= power;
        }
        return power;
    }
}
