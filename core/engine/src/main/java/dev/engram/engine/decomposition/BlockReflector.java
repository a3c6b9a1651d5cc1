package dev.engram.engine.decomposition;

import dev.engram.engine.kernel.doubles.DoubleKernels;
import dev.engram.engine.kernel.doubles.DoubleProduct;
import java.util.Arrays;

/**
 * A product of Householder reflections H = H_1 H_2 ... = I - V' T V, where row i of V is the vector of H_i = I - beta_i
 * v_i v_i' and T is upper triangular: the compact WY representation (Schreiber and Van Loan 1989; LAPACK: dlarft and
 * dlarfb). The inverse of T has 1 / beta_i on its diagonal and v_i' v_j above it (Puglisi 1992), so the rows Y = T V
 * follow by substitution. Two matrix products with V and Y then apply all reflections.
 */
final class BlockReflector {
    /** Most reflections of a block: the columns of one tile. */
    static final int MOST = 24;
    /** Smaller sums of squares have lost digits. They count as zero next to a number of the matrix above 2^-300. */
    private static final double NEGLIGIBLE = 0x1p-960;

    private final DoubleProduct product = new DoubleProduct();
    /** The vectors, row by row. */
    private double[] v = new double[0];
    /** The rows of T V or T' V. */
    private double[] y = new double[0];

    private final double[] betas = new double[MOST];
    /** The products -v_i' v_j. */
    private final double[] gram = new double[MOST * MOST];
    /** X V', row by row. */
    private double[] image = new double[0];

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
            y = new double[MOST * width];
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

    /**
     * Computes Y after the last reflection was added.
     *
     * @param transposed whether H' will be applied, and not H
     */
    void complete(boolean transposed) {
        Arrays.fill(gram, 0, size * size, 0);
        DoubleKernels.multiplyAdd(size, size, width, -1, v, 0, width, 1, v, 0, 1, width, gram, 0, size, product);
        System.arraycopy(v, 0, y, 0, size * width);
        for (int k = 0; k < size; k++) {
            int i = transposed ? k : size - 1 - k;
            int first = transposed ? 0 : i + 1;
            DoubleKernels.addRows(k, width, gram, i * size + first, y, first * width, width, y, i * width);
            for (int j = i * width; j < (i + 1) * width; j++) {
                y[j] *= betas[i];
            }
        }
    }

    /**
     * Replaces the rows x of a matrix by x H or x H'.
     *
     * @param ldx the distance between two rows; each has {@code width} numbers
     */
    void applyToRows(int rows, double[] x, int xo, int ldx) {
        if (image.length < rows * size) {
            image = new double[rows * MOST];
        }
        Arrays.fill(image, 0, rows * size, 0);
        DoubleKernels.multiplyAdd(rows, size, width, 1, x, xo, ldx, 1, v, 0, 1, width, image, 0, size, product);
        DoubleKernels.multiplyAdd(rows, width, size, -1, image, 0, size, 1, y, 0, width, 1, x, xo, ldx, product);
    }

    /**
     * Replaces x by v such that (I - beta v v') maps x onto its first axis. Returns beta; 0 if x is on it already
     * or nearly.
     */
    static double reflection(int n, double[] x, int from) {
        double tail = n < 2 ? 0 : DoubleKernels.dot(n - 1, x, from + 1, x, from + 1);
        if (tail < NEGLIGIBLE) {
            return 0;
        }
        double length = Math.sqrt(x[from] * x[from] + tail);
        x[from] += x[from] >= 0 ? length : -length; // no cancellation
        return 2 / (x[from] * x[from] + tail);
    }
}
