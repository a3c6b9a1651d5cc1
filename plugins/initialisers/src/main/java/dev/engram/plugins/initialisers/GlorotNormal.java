package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/**
 * Normal random weights, scaled for layers whose signals go both ways.
 *
 * <pre>
 *   w ~ N(0, s^2),  s = gain sqrt(2 / (fan-in + fan-out))
 * </pre>
 *
 * fan-in is how many numbers come into a unit, fan-out how many units an input goes to. Keeps the size of
 * signals and of errors about the same from layer to layer, for tanh and linear layers.
 *
 * <p>Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks (also
 * called Xavier).
 */
@Component("glorot-normal")
public record GlorotNormal(
        @Hyper(value = "1", range = "(0,inf)", doc = "factor on the deviation")
        float gain) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Sampling.normal(w, from, to, (double) gain * gain * 2 / ((double) fanIn + fanOut), rng);
    }
}
