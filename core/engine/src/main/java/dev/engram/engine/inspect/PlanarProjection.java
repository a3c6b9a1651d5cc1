package dev.engram.engine.inspect;

/**
 * Points in many dimensions, projected on the plane in which they vary most: their first two principal components.
 *
 * <pre>
 *   G = X X', where X has the mean subtracted from its rows;   G u = lambda u;   coordinate = sqrt(lambda) u
 * </pre>
 *
 * The two largest eigenvalues are found by orthogonal iteration from fixed vectors, so that equal points give equal
 * bits. The sign of a component is such that its coordinate of the largest size is positive.
 *
 * <p>Pearson 1901, On lines and planes of closest fit to systems of points in space.
 *
 * @param x first coordinate of each point
 * @param y second coordinate
 * @param explained the share of the variance along each of the two; 0 if all points are equal
 */
public record PlanarProjection(double[] x, double[] y, double[] explained) {
    /** Vectors that are iterated: two more than are needed, so that these converge faster. */
    private static final int VECTORS = 4;

    private static final int MAX_ITERATIONS = 1000;
    private static final double TOLERANCE = 1e-13;

    /**
     * Projects points.
     *
     * @param points rows x dimensions, row by row; finite
     * @param rows at least 1
     */
    public static PlanarProjection of(float[] points, int rows) {
        double[] gram = gram(centred(points, rows), rows);
        double trace = 0;
        for (int i = 0; i < rows; i++) {
            trace += gram[i * rows + i];
        }
        int count = Math.min(VECTORS, rows);
        double[][] vectors = start(count, rows);
        double[] values = iterate(gram, vectors, trace);
        double[][] coordinates = new double[2][rows];
        double[] explained = new double[2];
        for (int c = 0; c < Math.min(2, count) && trace > 0; c++) {
            explained[c] = values[c] / trace;
            scale(vectors[c], values[c], coordinates[c]);
        }
        return new PlanarProjection(coordinates[0], coordinates[1], explained);
    }

    private static double[] centred(float[] points, int rows) {
        int cols = points.length / rows;
        double[] x = new double[points.length];
        for (int c = 0; c < cols; c++) {
            double mean = 0;
            for (int r = 0; r < rows; r++) {
                mean += points[r * cols + c];
            }
            mean /= rows;
            for (int r = 0; r < rows; r++) {
                x[r * cols + c] = points[r * cols + c] - mean;
            }
        }
        return x;
    }

    private static double[] gram(double[] x, int rows) {
        int cols = x.length / rows;
        double[] g = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int c = 0; c < cols; c++) {
                    sum += x[i * cols + c] * x[j * cols + c];
                }
                g[i * rows + j] = sum;
                g[j * rows + i] = sum;
            }
        }
        return g;
    }

    /** Cosines of growing frequency, which are orthogonal. */
    private static double[][] start(int count, int rows) {
        double[][] vectors = new double[count][rows];
        for (int v = 0; v < count; v++) {
            for (int r = 0; r < rows; r++) {
                // A constant vector would be lost, because the mean is 0; the last term avoids symmetries.
                vectors[v][r] =
                        StrictMath.cos((v + 1) * (r + 0.5) * Math.PI / rows) + StrictMath.sin(r * (v + 1.7)) / 16;
            }
        }
        orthonormalize(vectors);
        return vectors;
    }

    /** Replaces the vectors by eigenvectors, and returns their eigenvalues, the largest first. */
    private static double[] iterate(double[] gram, double[][] vectors, double trace) {
        double[] values = new double[vectors.length];
        boolean settled = trace == 0;
        for (int i = 0; i < MAX_ITERATIONS && !settled; i++) {
            settled = true;
            for (int v = 0; v < vectors.length; v++) {
                double[] next = product(gram, vectors[v]);
                double value = dot(next, vectors[v]);
                settled &= v > 1 || Math.abs(value - values[v]) <= TOLERANCE * trace;
                values[v] = value;
                vectors[v] = next;
            }
            orthonormalize(vectors);
        }
        return values;
    }

    private static double[] product(double[] gram, double[] v) {
        int n = v.length;
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += gram[i * n + j] * v[j];
            }
            w[i] = sum;
        }
        return w;
    }

    /** Gram-Schmidt, twice against rounding; a vector that is a combination of those before it becomes 0. */
    private static void orthonormalize(double[][] vectors) {
        for (int v = 0; v < vectors.length; v++) {
            double before = Math.sqrt(dot(vectors[v], vectors[v]));
            for (int pass = 0; pass < 2; pass++) {
                for (int u = 0; u < v; u++) {
                    double along = dot(vectors[v], vectors[u]);
                    for (int i = 0; i < vectors[v].length; i++) {
                        vectors[v][i] -= along * vectors[u][i];
                    }
                }
            }
            double length = Math.sqrt(dot(vectors[v], vectors[v]));
            double factor = length <= 1e-12 * before ? 0 : 1 / length;
            for (int i = 0; i < vectors[v].length; i++) {
                vectors[v][i] *= factor;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void scale(double[] vector, double value, double[] to) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            if (Math.abs(vector[i]) > Math.abs(vector[largest])) {
                largest = i;
            }
        }
        double factor = Math.sqrt(Math.max(0, value)) * (vector[largest] < 0 ? -1 : 1);
        for (int i = 0; i < vector.length; i++) {
            to[i] = factor * vector[i];
        }
    }
}
