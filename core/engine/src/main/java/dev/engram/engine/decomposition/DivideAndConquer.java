package dev.engram.engine.decomposition;

/**
 * Eigenvalues and eigenvectors of a tridiagonal matrix by divide and conquer (Cuppen 1981, Gu and Eisenstat 1995;
 * LAPACK: dstedc): the matrix is two tridiagonal ones of half the size and a matrix of rank one. Small matrices are
 * left to the QR iteration.
 */
final class DivideAndConquer {
    /** Matrices of up to this size are not divided. */
    private static final int SMALL = 24;

    private final RankOneUpdate update = new RankOneUpdate();

    /**
     * Writes the eigenvalues in ascending order to d and the eigenvectors to the rows of z. Returns false, and writes
     * nothing, if a number is NaN or infinite.
     *
     * @param d the diagonal; overwritten
     * @param e the n - 1 off-diagonal elements; overwritten
     * @param z n x n zeros
     */
    boolean solve(int n, double[] d, double[] e, double[] z) {
        double most = Math.abs(d[n - 1]);
        for (int i = 0; i < n - 1; i++) {
            most = Math.max(most, Math.max(Math.abs(d[i]), Math.abs(e[i]))); // NaN remains
        }
        if (!(most <= Double.MAX_VALUE)) {
            return false;
        }
        int exponent = most == 0 ? 0 : Math.getExponent(most);
        scale(n, Math.scalb(1.0, -exponent), d, e);
        update.reserve(n);
        solve(0, n, n, d, e, z);
        scale(n, Math.scalb(1.0, exponent), d, e);
        sort(n, d, z);
        return true;
    }

    private static void scale(int n, double power, double[] d, double[] e) {
        for (int i = 0; i < n; i++) {
            d[i] *= power;
        }
        for (int i = 0; i < n - 1; i++) {
            e[i] *= power;
        }
    }

    /** Solves the block from {@code lo} to {@code hi - 1}; its eigenvalues are not sorted. */
    private void solve(int lo, int hi, int n, double[] d, double[] e, double[] z) {
        if (hi - lo <= SMALL) {
            for (int i = lo; i < hi; i++) {
                z[i * n + i] = 1;
            }
            TridiagonalQr.diagonalize(lo, hi, d, e, z, n);
            return;
        }
        int middle = (lo + hi) / 2;
        double offDiagonal = e[middle - 1];
        d[middle - 1] -= Math.abs(offDiagonal);
        d[middle] -= Math.abs(offDiagonal);
        solve(lo, middle, n, d, e, z);
        solve(middle, hi, n, d, e, z);
        update.merge(lo, middle, hi, offDiagonal, n, d, z);
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
}
