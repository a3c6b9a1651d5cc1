package dev.engram.engine.decomposition;

import dev.engram.engine.kernel.doubles.DoubleKernels;
import dev.engram.engine.kernel.doubles.DoubleProduct;
import java.util.Arrays;

/**
 * One merge of divide and conquer: the eigenvectors of two blocks become those of D + rho z z' (LAPACK: dlaed1 to
 * dlaed3). Eigenvectors that the update does not change are deflated. The others are multiplied by the eigenvectors of
 * the update, which are computed from the z that has the computed eigenvalues exactly (Gu and Eisenstat 1994), so that
 * they are orthogonal.
 */
final class RankOneUpdate {
    private static final double ROUNDOFF = 0x1p-53;
    /** Kinds of rows, by the half in which they have numbers. */
    private static final int FIRST_HALF = 0;

    private static final int BOTH = 1;
    private static final int SECOND_HALF = 2;

    private final DoubleProduct product = new DoubleProduct();
    private final SecularEquation equation = new SecularEquation();
    /** Rows of the block in ascending order of their eigenvalues; then the rows that are kept, and the deflated. */
    private int[] order = new int[0];

    private int[] kept = new int[0];
    private int[] deflated = new int[0];
    private int[] kind = new int[0];
    /** Place of each row that is kept when rows are ordered by kind. */
    private int[] place = new int[0];

    /** Rows that are kept, by kind, and the next place of each kind. */
    private final int[] counts = new int[3];

    private final int[] next = new int[3];
    private double[] z = new double[0];
    private double[] poles = new double[0];
    private double[] weights = new double[0];
    /** The squares of the z that has the computed eigenvalues, with a negative sign. */
    private double[] exact = new double[0];

    private double[] row = new double[0];
    private double[] values = new double[0];
    /** Eigenvectors of the update as rows, then the deflated rows. */
    private double[] updates = new double[0];
    /** Rows that are kept: the first halves by place, then the second halves. */
    private double[] halves = new double[0];

    void reserve(int n) {
        if (order.length < n) {
            order = new int[n];
            kept = new int[n];
            deflated = new int[n];
            kind = new int[n];
            place = new int[n];
            z = new double[n];
            poles = new double[n];
            weights = new double[n];
            exact = new double[n];
            row = new double[n];
            values = new double[n];
            updates = new double[n * n];
            halves = new double[n * n];
            equation.reserve(n);
        }
    }

    /**
     * Merges the blocks from {@code lo} and from {@code middle} on.
     *
     * @param offDiagonal the off-diagonal element that connects the blocks
     * @param n the distance between two rows of the vectors
     */
    void merge(int lo, int middle, int hi, double offDiagonal, int n, double[] d, double[] vectors) {
        int size = hi - lo;
        double rho = 2 * Math.abs(offDiagonal);
        double sign = offDiagonal < 0 ? -1 : 1;
        double most = 0;
        double largest = 0;
        for (int i = 0; i < size; i++) {
            int at = (lo + i) * n;
            boolean first = lo + i < middle;
            z[i] = (first ? vectors[at + middle - 1] : sign * vectors[at + middle]) * Math.sqrt(0.5);
            kind[i] = first ? FIRST_HALF : SECOND_HALF;
            most = Math.max(most, Math.abs(z[i]));
            largest = Math.max(largest, Math.abs(d[lo + i]));
        }
        double tolerance = 8 * ROUNDOFF * Math.max(most, largest);
        if (rho * most > tolerance) {
            sortRows(size, lo, d);
            int k = deflate(lo, size, rho, tolerance, n, d, vectors);
            gather(k, lo, middle, hi, n, d, vectors);
            solve(k, rho);
            multiply(k, lo, middle, hi, n, d, vectors);
        }
    }

    /** Sorts by insertion: the eigenvalues of the blocks are nearly sorted. */
    private void sortRows(int size, int lo, double[] d) {
        for (int i = 0; i < size; i++) {
            int j = i;
            for (; j > 0 && d[lo + order[j - 1]] > d[lo + i]; j--) {
                order[j] = order[j - 1];
            }
            order[j] = i;
        }
    }

    /**
     * Divides the rows into kept and deflated ones: those with a negligible z, and one of two with nearly equal
     * eigenvalues, after a rotation that makes its z zero. Returns the number of kept rows.
     */
    private int deflate(int lo, int size, double rho, double tolerance, int n, double[] d, double[] vectors) {
        int k = 0;
        int out = 0;
        int last = -1;
        for (int o = 0; o < size; o++) {
            int i = order[o];
            if (rho * Math.abs(z[i]) <= tolerance) {
                deflated[out++] = i;
                continue;
            }
            if (last >= 0) {
                double length = Math.sqrt(z[i] * z[i] + z[last] * z[last]);
                double c = z[i] / length;
                double s = -z[last] / length;
                double gap = d[lo + i] - d[lo + last];
                if (Math.abs(gap * c * s) <= tolerance) {
                    rotate(lo, size, last, i, c, s, n, d, vectors);
                    z[i] = length;
                    deflated[out++] = last;
                } else {
                    kept[k++] = last;
                }
            }
            last = i;
        }
        kept[k++] = last;
        return k;
    }

    private void rotate(int lo, int size, int x, int y, double c, double s, int n, double[] d, double[] vectors) {
        TridiagonalQr.rotate(size, c, s, vectors, (lo + x) * n + lo, (lo + y) * n + lo);
        double dx = d[lo + x];
        double dy = d[lo + y];
        d[lo + x] = dx * c * c + dy * s * s;
        d[lo + y] = dx * s * s + dy * c * c;
        kind[y] = kind[x] == kind[y] ? kind[y] : BOTH;
    }

    /** Copies the rows and numbers of the block to where the products need them. */
    private void gather(int k, int lo, int middle, int hi, int n, double[] d, double[] vectors) {
        int size = hi - lo;
        Arrays.fill(counts, 0);
        for (int i = 0; i < k; i++) {
            poles[i] = d[lo + kept[i]];
            counts[kind[kept[i]]]++;
        }
        int first = middle - lo;
        int second = hi - middle;
        next[FIRST_HALF] = 0;
        next[BOTH] = counts[FIRST_HALF];
        next[SECOND_HALF] = counts[FIRST_HALF] + counts[BOTH];
        for (int i = 0; i < k; i++) {
            int from = (lo + kept[i]) * n;
            int type = kind[kept[i]];
            place[i] = next[type]++;
            if (type != SECOND_HALF) {
                System.arraycopy(vectors, from + lo, halves, place[i] * first, first);
            }
            if (type != FIRST_HALF) {
                int to = (counts[FIRST_HALF] + counts[BOTH]) * first + (place[i] - counts[FIRST_HALF]) * second;
                System.arraycopy(vectors, from + middle, halves, to, second);
            }
        }
        for (int i = 0; i < size - k; i++) {
            System.arraycopy(vectors, (lo + deflated[i]) * n + lo, updates, k * k + i * size, size);
            values[k + i] = d[lo + deflated[i]];
        }
    }

    /** Computes eigenvalues and eigenvectors of the update. */
    private void solve(int k, double rho) {
        double squares = 0;
        for (int i = 0; i < k; i++) {
            squares += z[kept[i]] * z[kept[i]];
        }
        for (int i = 0; i < k; i++) {
            weights[i] = z[kept[i]] * z[kept[i]] / squares;
        }
        equation.set(k, poles, weights, rho * squares);
        Arrays.fill(exact, 0, k, 1);
        for (int j = 0; j < k; j++) {
            values[j] = equation.solve(j, row);
            double pole = poles[j];
            for (int i = 0; i < j; i++) {
                exact[i] *= row[i] / (poles[i] - pole);
            }
            exact[j] *= row[j];
            for (int i = j + 1; i < k; i++) {
                exact[i] *= row[i] / (poles[i] - pole);
            }
            for (int i = 0; i < k; i++) {
                updates[j * k + place[i]] = row[i];
            }
        }
        for (int i = 0; i < k; i++) {
            weights[place[i]] = Math.copySign(Math.sqrt(-exact[i]), z[kept[i]]);
        }
        for (int j = 0; j < k; j++) {
            System.arraycopy(updates, j * k, row, 0, k);
            for (int i = 0; i < k; i++) {
                row[i] = weights[i] / row[i];
            }
            double c = 1 / Math.sqrt(DoubleKernels.dot(k, row, 0, row, 0));
            for (int i = 0; i < k; i++) {
                row[i] *= c;
            }
            System.arraycopy(row, 0, updates, j * k, k);
        }
    }

    /** Writes the eigenvalues and eigenvectors of the block; the deflated ones are last. */
    private void multiply(int k, int lo, int middle, int hi, int n, double[] d, double[] vectors) {
        int size = hi - lo;
        int first = middle - lo;
        int second = hi - middle;
        int inFirst = counts[FIRST_HALF] + counts[BOTH];
        int inSecond = counts[BOTH] + counts[SECOND_HALF];
        System.arraycopy(values, 0, d, lo, size);
        for (int i = 0; i < k; i++) {
            Arrays.fill(vectors, (lo + i) * n + lo, (lo + i) * n + hi, 0);
        }
        DoubleKernels.multiplyAdd(
                k, first, inFirst, 1, updates, 0, k, 1, halves, 0, first, 1, vectors, lo * n + lo, n, product);
        DoubleKernels.multiplyAdd(
                k,
                second,
                inSecond,
                1,
                updates,
                counts[FIRST_HALF],
                k,
                1,
                halves,
                inFirst * first,
                second,
                1,
                vectors,
                lo * n + middle,
                n,
                product);
        for (int i = k; i < size; i++) {
            System.arraycopy(updates, k * k + (i - k) * size, vectors, (lo + i) * n + lo, size);
        }
    }
}
