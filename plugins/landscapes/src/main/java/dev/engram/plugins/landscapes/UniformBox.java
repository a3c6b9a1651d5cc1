package dev.engram.plugins.landscapes;

import dev.engram.spi.Rng;

/** Where functions are usually studied. */
final class UniformBox {
    private UniformBox() {}

    /** A point of {@code n} coordinates, each uniform in [low, high). */
    static double[] sample(Rng rng, int n, double low, double high) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = uniform(rng, low, high);
        }
        return x;
    }

    static double uniform(Rng rng, double low, double high) {
        return low + (high - low) * rng.uniform();
    }
}
