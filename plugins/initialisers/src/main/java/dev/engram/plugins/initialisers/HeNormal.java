package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/**
 * Normal random weights, scaled for relu layers: their usual initialisation.
 *
 * <pre>
 *   w ~ N(0, s^2),  s = gain sqrt(2 / fan-in)
 * </pre>
 *
 * fan-in is the number of inputs of a unit. The factor 2 compensates for the half of the signal that relu removes,
 * so that the scale of signals is the same in all layers.
 *
 * <p>He, Zhang, Ren and Sun 2015, Delving deep into rectifiers.
 */
@Component("he-normal")
public record HeNormal(
        @Hyper(value = "1", range = "(0,inf)", doc = "gain; multiplies the standard deviation")
        float gain) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Sampling.normal(w, from, to, (double) gain * gain * 2 / fanIn, rng);
    }
}
