package dev.engram.engine.decomposition;

import dev.engram.engine.kernel.doubles.DoubleKernels;
import dev.engram.engine.kernel.doubles.DoubleProduct;
import java.util.Arrays;

/**
 * A product of Householder reflections H = H_1 H_2 ... = I - V' T V, where row i of V is the vector of H_i = I - beta_i
 * v_i v_i' and T is upper triangular: the compact WY representation (Schreiber and Van Loan 1989; LAPACK: dlarft and
 * dlarfb). It applies all reflections in three matrix products.
 */
final class BlockReflector {
    /** Most reflections of a block. */
    static final int MOST = 32;

    private final DoubleProduct product = new DoubleProduct();
    /** The vectors, row by row, and their squared lengths and products. */
    private double[] v = new double[0];

    private final double[] betas = new double[MOST];
    private final double[] gram = new double[MOST * MOST];
    private final double[] t = new double[MOST * MOST];
    /** X V' and X V' T, row by row. */
    private double[] image = new double[0];

    private double[] scaled = new double[0];
    private int size;
    private int width;

    DoubleProduct product() {
        return product;
    }

    /** Begins a block of reflections of rows of {@code width} numbers. */
    void begin(int width) {
        this.width = width;
        this.size = 0;
        if (v.length < MOST * width) {
            v = new double[MOST * width];
        }
    }

    /**
     * Adds a reflection, whose vector has only zeros before {@code first} and continues with numbers of the array.
     */
    void add(double beta, int first, double[] array, int offset) {
        int row = size * width;
        Arrays.fill(v, row, row + first, 0);
        System.arraycopy(array, offset, v, row + first, width - first);
        betas[size++] = beta;
    }

    /** Computes T from the vectors. */
    void complete() {
        Arrays.fill(gram, 0);
        Arrays.fill(t, 0);
        DoubleKernels.multiplyAdd(size, size, width, 1, v, 0, width, 1, v, 0, 1, width, gram, 0, MOST, product);
        for (int i = 0; i < size; i++) {
            t[i * MOST + i] = betas[i];
            for (int r = 0; r < i; r++) {
                double sum = 0;
                for (int q = r; q < i; q++) {
                    sum += t[r * MOST + q] * gram[q * MOST + i];
                }
                t[r * MOST + i] = -betas[i] * sum;
            }
        }
    }

    /**
     * Replaces the rows x of a matrix by x H, or by x H' if {@code transposed}.
     *
     * @param ldx the distance between two rows; each has {@code width} numbers
     */
    void applyToRows(int rows, double[] x, int xo, int ldx, boolean transposed) {
        if (image.length < rows * size) {
            image = new double[rows * MOST];
            scaled = new double[rows * MOST];
        }
        Arrays.fill(image, 0, rows * size, 0);
        Arrays.fill(scaled, 0, rows * size, 0);
        DoubleKernels.multiplyAdd(rows, size, width, 1, x, xo, ldx, 1, v, 0, 1, width, image, 0, size, product);
        int across = transposed ? 1 : MOST;
        DoubleKernels.multiplyAdd(
                rows, size, size, 1, image, 0, size, 1, t, 0, across, MOST + 1 - across, scaled, 0, size, product);
        DoubleKernels.multiplyAdd(rows, width, size, -1, scaled, 0, size, 1, v, 0, width, 1, x, xo, ldx, product);
    }

    /**
     * Replaces x by v such that (I - beta v v') maps x onto its first axis. Returns beta; 0 if x is on it already.
     */
    static double reflection(int n, double[] x, int from) {
        double tail = n < 2 ? 0 : DoubleKernels.dot(n - 1, x, from + 1, x, from + 1);
        if (tail == 0) {
            return 0;
        }
        double length = Math.sqrt(x[from] * x[from] + tail);
        x[from] += x[from] >= 0 ? length : -length; // no cancellation
        return 2 / (x[from] * x[from] + tail);
    }
}
