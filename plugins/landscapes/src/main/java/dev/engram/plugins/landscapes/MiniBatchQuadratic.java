package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;

/**
 * A quadratic with data: the mean of bowls around the examples of a data set. The optimizer receives the gradient of a
 * batch. The curvatures are like those reported for deep networks: most are small, a few are large.
 *
 * <pre>
 *   f(x) = 1/2 mean_i (x - d_i)' H (x - d_i)         d_i ~ N(0, spread^2 I), i = 1 .. examples
 *   H = R' diag(h) R,  R a random rotation
 *   h ~ U(30, 60) for the share steep of the axes, U(0, 1) for the others
 *   minimum: the mean of the examples
 * </pre>
 *
 * Data and curvatures are the same for all seeds and all runs. A step draws its batch without replacement; seed and
 * step determine it. The reported value is f, over all examples. The default start is (1, 1, ...); drawn starts have
 * coordinates in [-1, 1). With the defaults and batch 128 this is quadratic_deep of DeepOBS, up to its random numbers;
 * for those, see quadratic-from-folder.
 *
 * <p>Schneider, Balles and Hennig 2019, DeepOBS: a deep learning optimizer benchmark suite; Chaudhari et al. 2017,
 * Entropy-SGD, for the spectrum.
 */
@Component("mini-batch-quadratic")
public record MiniBatchQuadratic(
        @Hyper(value = "100", range = "[1,1000]", doc = "number of coordinates")
        int dimensions,

        @Hyper(value = "0.1", range = "[0,1]", doc = "share of the axes with a large curvature")
        double steep,

        @Hyper(value = "0.6", range = "[0,inf)", doc = "standard deviation of the examples in each coordinate")
        double spread,

        @Hyper(value = "1000", range = "[1,100000]", doc = "number of examples")
        int examples,

        @Hyper(value = "128", range = "[1,100000]", doc = "examples in a batch; at most all")
        int batch)
        implements Landscape {
    private static final double LARGE_LOW = 30;
    private static final double LARGE_HIGH = 60;

    @Override
    public int cols() {
        return dimensions;
    }

    @Override
    public Landscape load(Rng rng) {
        int n = dimensions, large = (int) Math.round(steep * n);
        double[] curvatures = new double[n];
        for (int i = 0; i < n; i++) {
            double u = rng.uniform();
            curvatures[i] = i < n - large ? u : LARGE_LOW + (LARGE_HIGH - LARGE_LOW) * u;
        }
        double[][] hessian = new double[n][n];
        for (int i = 0; i < n; i++) {
            hessian[i][i] = curvatures[i];
        }
        rotate(hessian, rng);
        double[][] data = new double[examples][n];
        for (double[] d : data) {
            for (int i = 0; i < n; i++) {
                d[i] = spread * rng.gaussian();
            }
        }
        return new BatchedQuadratic(hessian, data, batch);
    }

    /**
     * Replaces H by R' H R, where R is a product of reflections at random planes, one in each number of dimensions from
     * 2 on: uniformly distributed among rotations and reflections (Diaconis and Shahshahani 1987).
     */
    private static void rotate(double[][] h, Rng rng) {
        int n = h.length;
        double[] v = new double[n];
        for (int from = n - 2; from >= 0; from--) {
            double squares = 0;
            for (int i = from; i < n; i++) {
                v[i] = rng.gaussian();
                squares += v[i] * v[i];
            }
            // The reflection maps the first axis to the direction of v.
            double length = Math.sqrt(squares), first = v[from];
            v[from] -= length;
            double norm = squares - first * first + v[from] * v[from];
            if (norm > 0) {
                reflect(h, v, from, 2 / norm);
            }
        }
    }

    /** Replaces H by (I - c v v') H (I - c v v'), where v is 0 before {@code from}. */
    private static void reflect(double[][] h, double[] v, int from, double c) {
        int n = h.length;
        for (int k = 0; k < n; k++) {
            double dot = 0;
            for (int i = from; i < n; i++) {
                dot += h[k][i] * v[i];
            }
            for (int i = from; i < n; i++) {
                h[k][i] -= c * dot * v[i];
            }
        }
        for (int k = 0; k < n; k++) {
            double dot = 0;
            for (int i = from; i < n; i++) {
                dot += v[i] * h[i][k];
            }
            for (int i = from; i < n; i++) {
                h[i][k] -= c * dot * v[i];
            }
        }
    }

    @Override
    public double value(double[] x, double[] gradient) {
        throw BatchedQuadratic.notLoaded();
    }

    @Override
    public double[] start() {
        return BatchedQuadratic.ones(dimensions);
    }
}
