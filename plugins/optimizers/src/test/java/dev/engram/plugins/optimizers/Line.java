package dev.engram.plugins.optimizers;

import dev.engram.spi.Landscape;

/** f = slope x + curvature x^2 / 2 from x = 1. */
record Line(double slope, double curvature) implements Landscape {
    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int cols() {
        return 1;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        gradient[0] = slope + curvature * x[0];
        return slope * x[0] + curvature * x[0] * x[0] / 2;
    }

    @Override
    public double[] start() {
        return new double[] {1};
    }
}
