package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/**
 * Normal random numbers without their tails: numbers farther from the mean than a bound are drawn again.
 *
 * <pre>
 *   w = mean + deviation z,  z ~ N(0, 1) given |z| <= bound
 * </pre>
 *
 * Independent of the size of the layer. Truncation makes the spread smaller: with bound 2, the standard deviation of w
 * is 0.8796 deviation, which is not corrected here. Mean 0, deviation 0.05 and bound 2 are the defaults of Keras;
 * TensorFlow has deviation 1.
 */
@Component("truncated-normal")
public record TruncatedNormal(
        @Hyper(value = "0", doc = "mean") float mean,

        @Hyper(value = "0.05", range = "[0,inf)", doc = "standard deviation before truncation")
        float deviation,

        @Hyper(
                value = "2",
                range = "[0.1,inf)",
                doc = "largest distance from the mean, in standard deviations before truncation")
        float bound)
        implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        for (int i = from; i < to; i++) {
            float z = rng.gaussian();
            while (Math.abs(z) > bound) {
                z = rng.gaussian();
            }
            w[i] = mean + deviation * z;
        }
    }
}
