package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * A Gaussian cloud with known principal components, for unsupervised rules that find them (Oja, Sanger).
 *
 * <pre>
 *   x = Q diag(sqrt(spectrum)) z,  z ~ N(0, I),  Q a random orthogonal matrix, columns the directions
 *   covariance of x = Q diag(spectrum) Q'
 * </pre>
 *
 * The number of inputs is the length of the spectrum; the mean is 0. The targets are the inputs themselves: a
 * network with a narrow hidden layer is then an auto-encoder, whose mean squared error, summed over the outputs,
 * cannot fall below the sum of the variances that it omits. Q is drawn first, then the examples row by row.
 *
 * <p>Oja 1982, A simplified neuron model as a principal component analyzer; Baldi and Hornik 1989.
 */
@Component("pca")
public record Pca(
        @Hyper(value = "[5, 2, 1, 0.5, 0.1]", range = "(0,inf)", doc = "variance along each principal direction")
        List<Double> spectrum,

        @Hyper(value = "1000", range = "[1,1000000000]", doc = "number of training examples")
        int trainRows,

        @Hyper(
                value = "1000",
                range = "[0,1000000000]",
                doc = "number of test examples; 0: split from the training examples")
        int testRows)
        implements Dataset {
    public Pca {
        spectrum = List.copyOf(spectrum);
        if (spectrum.isEmpty() || spectrum.stream().anyMatch(v -> !(v > 0))) {
            throw new IncompatibleException(
                    "pca needs a spectrum of positive variances, such as [5, 2, 1], not " + spectrum);
        }
    }

    @Override
    public Table load(Rng rng) {
        int n = spectrum.size();
        double[][] directions = directions(n, rng);
        double[] deviation = spectrum.stream().mapToDouble(Math::sqrt).toArray();
        double[] z = new double[n];
        return SyntheticTables.regression(trainRows, testRows, n, n, (row, x, i, t, j) -> {
            for (int k = 0; k < n; k++) {
                z[k] = deviation[k] * rng.gaussian();
            }
            for (int c = 0; c < n; c++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += directions[k][c] * z[k];
                }
                x[i + c] = (float) sum;
                t[j + c] = (float) sum;
            }
        });
    }

    /** Draws orthonormal vectors, uniform over orientations: the Gram-Schmidt method on Gaussian vectors. */
    private static double[][] directions(int n, Rng rng) {
        double[][] q = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int c = 0; c < n; c++) {
                q[k][c] = rng.gaussian();
            }
            // The second pass removes rounding errors of the first.
            for (int pass = 0; pass < 2; pass++) {
                for (int earlier = 0; earlier < k; earlier++) {
                    addScaled(q[k], -dot(q[k], q[earlier]), q[earlier]);
                }
            }
            double length = Math.sqrt(dot(q[k], q[k]));
            for (int c = 0; c < n; c++) {
                q[k][c] /= length;
            }
        }
        return q;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addScaled(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }
}
