package dev.engram.plugins.landscapes;

import dev.engram.spi.Rng;

/** Points drawn uniformly from a cube. */
final class UniformBox {
    private UniformBox() {}

    /** Returns {@code n} coordinates, each uniform in [low, high), in a new array. */
    static double[] sample(Rng rng, int n, double low, double high) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = low + (high - low) * rng.uniform();
        }
        return x;
    }
}
