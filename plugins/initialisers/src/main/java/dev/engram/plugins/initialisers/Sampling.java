package dev.engram.plugins.initialisers;

import dev.engram.spi.Rng;

/** Random numbers with mean 0 and a given variance. */
final class Sampling {
    private Sampling() {}

    /** Draws uniformly from [-l, l) with l = sqrt(3 variance). */
    static void uniform(float[] w, int from, int to, double variance, Rng rng) {
        float limit = (float) Math.sqrt(3 * variance);
        for (int i = from; i < to; i++) {
            w[i] = limit * (2 * rng.uniform() - 1);
        }
    }

    static void normal(float[] w, int from, int to, double variance, Rng rng) {
        float deviation = (float) Math.sqrt(variance);
        for (int i = from; i < to; i++) {
            w[i] = deviation * rng.gaussian();
        }
    }
}
