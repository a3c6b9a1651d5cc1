package dev.engram.engine.decomposition;

import dev.engram.engine.kernel.doubles.DoubleKernels;
import java.util.Arrays;

/**
 * Householder's reduction A = Q T Q' of a symmetric matrix to a tridiagonal one. The two-sided reflections of a block
 * reach the rest of the matrix in one product, A <- A - V W' - W V' (Dongarra, Hammarling and Sorensen 1989; LAPACK:
 * dsytrd and dlatrd). Half of the work remains a product of the matrix and one vector for each column.
 */
final class Tridiagonalization {
    /** Most columns of a block. */
    private static final int MOST = 32;
    /** Up to this size, blocks are half as wide, since each column of a block corrects for those before it. */
    private static final int SMALL = 256;
    /** Numbers of a vector. */
    private static final int LANES = 8;

    private final BlockReflector reflector;
    private double[] betas = new double[0];
    /** Row i has the i-th numbers of -v and -w of each column of the block: -v_1, -w_1, -v_2, ... */
    private double[] left = new double[0];
    /** Rows w_1, v_1, w_2, ..., so that the product of both adds the reflections to the matrix. */
    private double[] right = new double[0];

    private final double[] inner = new double[2 * MOST];
    private int block;

    Tridiagonalization(BlockReflector reflector) {
        this.reflector = reflector;
    }

    /**
     * Writes the diagonal and the n - 1 off-diagonal elements. Row k of the matrix holds the vector of its reflection
     * afterwards, from k + 1 on.
     *
     * @param a n x n, both triangles; overwritten
     */
    void reduce(int n, double[] a, double[] diagonal, double[] offDiagonal) {
        block = n <= SMALL ? MOST / 2 : MOST;
        if (betas.length < n) {
            betas = new double[n];
            left = new double[n * 2 * MOST];
            right = new double[n * 2 * MOST];
        }
        for (int k = 0; k < n - 1; k += block) {
            int end = Math.min(n - 1, k + block);
            for (int j = k; j < end; j++) {
                reduceColumn(n, k, j, a, diagonal, offDiagonal);
            }
            int width = 2 * (end - k);
            DoubleKernels.multiplyAdd(
                    n - end,
                    n - end,
                    width,
                    1,
                    left,
                    end * 2 * block,
                    2 * block,
                    1,
                    right,
                    end,
                    n,
                    1,
                    a,
                    end * n + end,
                    n,
                    reflector.product());
        }
        diagonal[n - 1] = a[n * n - 1];
    }

    /** Reduces column j of the block that begins at column k. */
    private void reduceColumn(int n, int k, int j, double[] a, double[] diagonal, double[] offDiagonal) {
        int before = 2 * (j - k);
        int row = j * n;
        int from = aligned(n, j);
        DoubleKernels.addRows(before, n - from, left, j * 2 * block, right, from, n, a, row + from);
        diagonal[j] = a[row + j];
        double first = a[row + j + 1];
        int size = n - j - 1;
        double beta = BlockReflector.reflection(size, a, row + j + 1);
        // The reflection maps the column onto its first axis; the first number of v determines its length.
        offDiagonal[j] = beta == 0 ? first : first - a[row + j + 1];
        betas[j] = beta;
        int w = before * n;
        int v = w + n;
        Arrays.fill(right, w, w + n, 0);
        if (beta == 0) {
            Arrays.fill(right, v + j + 1, v + n, 0);
        } else {
            System.arraycopy(a, row + j + 1, right, v + j + 1, size);
            image(n, j, before, beta, a, w, v);
        }
        for (int i = j + 1; i < n; i++) {
            left[i * 2 * block + before] = -right[v + i];
            left[i * 2 * block + before + 1] = -right[w + i];
        }
    }

    /**
     * Returns a column at or before j from which the rest of a row is a multiple of a vector, if there is one. What is
     * computed for columns before j is not used.
     */
    private static int aligned(int n, int j) {
        return Math.max(0, n - (n - j + LANES - 1) / LANES * LANES);
    }

    /** Computes w = beta A v - (beta^2 / 2) (v' A v) v for the matrix to which the block has not been added yet. */
    private void image(int n, int j, int before, double beta, double[] a, int w, int v) {
        int at = j + 1;
        int size = n - at;
        int from = aligned(n, at);
        DoubleKernels.addRows(size, n - from, right, v + at, a, at * n + from, n, right, w + from);
        int wide = (before + LANES - 1) / LANES * LANES;
        Arrays.fill(inner, 0, wide, 0);
        DoubleKernels.addRows(size, wide, right, v + at, left, at * 2 * block, 2 * block, inner, 0);
        DoubleKernels.addRows(before, n - from, inner, 0, right, from, n, right, w + from);
        for (int i = w + at; i < w + n; i++) {
            right[i] *= beta;
        }
        double c = -beta / 2 * DoubleKernels.dot(size, right, w + at, right, v + at);
        DoubleKernels.add(size, c, right, v + at, right, w + at);
    }

    /** Replaces eigenvectors of T by those of A. They are rows, so they are multiplied by Q' from the right. */
    void transformBack(int n, double[] a, double[] vectors) {
        int most = BlockReflector.MOST;
        for (int k = (n - 2) / most * most; k >= 0 && n > 1; k -= most) {
            reflector.begin(n - k); // column k is 0; with it, rows are multiples of vectors
            for (int j = k; j < Math.min(n - 1, k + most); j++) {
                reflector.add(betas[j], j - k + 1, a, j * n + j + 1);
            }
            reflector.complete(true);
            reflector.applyToRows(n, vectors, k, n);
        }
    }
}
