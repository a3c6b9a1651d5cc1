package dev.engram.plugins.landscapes;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;

/** A mean of quadratic bowls around examples, with the gradients of batches. Holds its data; belongs to one run. */
final class BatchedQuadratic implements Landscape {
    private final int n;
    /** The Hessian, row by row. */
    private final double[][] hessian;

    private final double[][] data;
    private final int batch;
    private final double[] mean;
    /** The value at the minimum. */
    private final double least;
    /** The examples; the batch of a step is at the front. */
    private final int[] order;

    private final double[] offset;
    private final double[] product;

    /** Throws {@link IncompatibleException} if the sizes do not agree. */
    BatchedQuadratic(double[][] hessian, double[][] data, int batch) {
        n = hessian.length;
        if (n == 0 || data.length == 0) {
            throw new IncompatibleException("there are no numbers");
        }
        for (double[] row : hessian) {
            requireWidth(row, "a row of the Hessian");
        }
        for (double[] example : data) {
            requireWidth(example, "an example");
        }
        this.hessian = hessian;
        this.data = data;
        this.batch = Math.min(batch, data.length);
        order = new int[data.length];
        offset = new double[n];
        product = new double[n];
        mean = new double[n];
        for (double[] example : data) {
            for (int i = 0; i < n; i++) {
                mean[i] += example[i] / data.length;
            }
        }
        double sum = 0;
        for (double[] example : data) {
            sum += halfSquare(example, product) / data.length;
        }
        least = sum;
    }

    private void requireWidth(double[] row, String name) {
        if (row.length != n) {
            throw new IncompatibleException(
                    name + " has " + row.length + " numbers, but the Hessian has " + n + " rows");
        }
    }

    /** Returns the exception for a component that is used before it is loaded. */
    static IllegalStateException notLoaded() {
        return new IllegalStateException("call load first: the function depends on its data");
    }

    static double[] ones(int n) {
        double[] x = new double[n];
        Arrays.fill(x, 1);
        return x;
    }

    /** Returns 1/2 (x - mean)' H (x - mean) and overwrites {@code gradient} with H (x - mean). */
    private double halfSquare(double[] x, double[] gradient) {
        for (int i = 0; i < n; i++) {
            offset[i] = x[i] - mean[i];
        }
        multiply(offset, gradient);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += offset[i] * gradient[i];
        }
        return sum / 2;
    }

    private void multiply(double[] x, double[] result) {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += hessian[i][j] * x[j];
            }
            result[i] = sum;
        }
    }

    @Override
    public int cols() {
        return n;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        return least + halfSquare(x, gradient);
    }

    /** Adds H (mean - mean of the batch), by which the gradient of the batch differs from that of all examples. */
    @Override
    public void addNoise(double[] x, long step, double[] gradient, Rng rng) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.fill(offset, 0);
        for (int k = 0; k < batch; k++) {
            int other = k + rng.uniformInt(order.length - k);
            int drawn = order[other];
            order[other] = order[k];
            order[k] = drawn;
            for (int i = 0; i < n; i++) {
                offset[i] += mean[i] - data[drawn][i];
            }
        }
        multiply(offset, product);
        for (int i = 0; i < n; i++) {
            gradient[i] += product[i] / batch;
        }
    }

    @Override
    public double[] start() {
        return ones(n);
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, n, -1, 1);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(StationaryPoint.minimum(least, mean));
    }
}
