package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/**
 * Normal random numbers with a fixed mean and standard deviation, independent of the size of the layer.
 *
 * <pre>
 *   w ~ N(mean, deviation^2)
 * </pre>
 */
@Component("normal")
public record Normal(
        @Hyper(value = "0", doc = "mean") float mean,

        @Hyper(value = "0.01", range = "[0,inf)", doc = "standard deviation")
        float deviation)
        implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        for (int i = from; i < to; i++) {
            w[i] = mean + deviation * rng.gaussian();
        }
    }
}
