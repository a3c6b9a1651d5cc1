package dev.engram.plugins.optimizers;

import dev.engram.spi.Landscape;
import java.util.Arrays;

/** f(W) = |A W - C|^2 / 2 with A = [2 1; 0 1], C = [1 2 3; 4 5 6]: problem T3, for optimizers that see matrices. */
record MatrixLeastSquares() implements Landscape {
    private static final double[][] A = {{2, 1}, {0, 1}};
    private static final double[][] C = {{1, 2, 3}, {4, 5, 6}};

    @Override
    public int rows() {
        return 2;
    }

    @Override
    public int cols() {
        return 3;
    }

    @Override
    public double value(double[] w, double[] gradient) {
        Arrays.fill(gradient, 0);
        double f = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                double e = A[i][0] * w[j] + A[i][1] * w[3 + j] - C[i][j];
                gradient[j] += A[i][0] * e;
                gradient[3 + j] += A[i][1] * e;
                f += e * e / 2;
            }
        }
        return f;
    }

    @Override
    public double[] start() {
        return new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
    }
}
