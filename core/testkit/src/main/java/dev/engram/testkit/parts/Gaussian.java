package dev.engram.testkit.parts;

import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/** N(0, deviation^2) */
public record Gaussian(float deviation) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        for (int i = from; i < to; i++) {
            w[i] = deviation * rng.gaussian();
        }
    }
}
