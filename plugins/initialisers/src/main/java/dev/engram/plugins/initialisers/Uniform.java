package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/**
 * Uniform random numbers from a fixed interval, independent of the size of the layer.
 *
 * <pre>
 *   w ~ U[low, high),  mean (low + high)/2,  variance (high - low)^2 / 12
 * </pre>
 *
 * Throws if low is not below high.
 */
@Component("uniform")
public record Uniform(
        @Hyper(value = "-0.1", doc = "lower end") float low,
        @Hyper(value = "0.1", doc = "upper end") float high) implements Initialiser {
    public Uniform {
        if (!(low < high)) {
            throw new IncompatibleException("uniform needs low below high, not low " + low + " and high " + high);
        }
    }

    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        for (int i = from; i < to; i++) {
            float u = rng.uniform();
            // Unlike low + (high - low) u, this form stays inside the interval and cannot overflow.
            w[i] = low * (1 - u) + high * u;
        }
    }
}
