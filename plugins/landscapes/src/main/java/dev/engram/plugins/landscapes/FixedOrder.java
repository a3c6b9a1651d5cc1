package dev.engram.plugins.landscapes;

import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * A quadratic whose value is that of test examples, and whose steps follow batches of training examples in an order
 * that is the same in every epoch. Holds its data; belongs to one run.
 */
final class FixedOrder implements Landscape {
    private final Landscape test;
    private final double[] testMean;
    private final double[][] hessian;
    /** The mean of each batch. */
    private final double[][] batchMeans;

    /** @param order the numbers of the training examples; those after the last full batch are not used */
    FixedOrder(Landscape test, double[][] hessian, double[][] training, int batch, int... order) {
        this.test = test;
        this.hessian = hessian;
        testMean = test.stationaryPoints().get(0).at().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        batchMeans = new double[training.length / batch][test.cols()];
        for (int b = 0; b < batchMeans.length; b++) {
            for (int k = 0; k < batch; k++) {
                double[] example = training[order[b * batch + k]];
                for (int i = 0; i < example.length; i++) {
                    batchMeans[b][i] += example[i] / batch;
                }
            }
        }
    }

    @Override
    public int cols() {
        return test.cols();
    }

    @Override
    public double value(double[] x, double[] gradient) {
        return test.value(x, gradient);
    }

    /** Adds Q (mean of the test examples - mean of the batch), by which the gradient of the batch differs. */
    @Override
    public void addNoise(double[] x, long step, double[] gradient, Rng rng) {
        double[] mean = batchMeans[(int) ((step - 1) % batchMeans.length)];
        for (int i = 0; i < gradient.length; i++) {
            double sum = 0;
            for (int j = 0; j < gradient.length; j++) {
                sum += hessian[i][j] * (testMean[j] - mean[j]);
            }
            gradient[i] += sum;
        }
    }

    @Override
    public double[] start() {
        return test.start();
    }

    @Override
    public double[] start(Rng rng) {
        return test.start(rng);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return test.stationaryPoints();
    }
}
