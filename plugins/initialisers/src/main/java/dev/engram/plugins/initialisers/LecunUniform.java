package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/**
 * Uniform random weights, scaled so that a pre-activation has the variance of one input.
 *
 * <pre>
 *   w ~ U[-l, l),  l = gain sqrt(3 / fan-in),  variance gain^2 / fan-in
 * </pre>
 *
 * fan-in is the number of inputs of a unit. Inputs with mean 0 and variance 1 give pre-activations of variance
 * gain^2.
 *
 * <p>LeCun, Bottou, Orr and Müller 1998, Efficient BackProp.
 */
@Component("lecun-uniform")
public record LecunUniform(
        @Hyper(value = "1", range = "(0,inf)", doc = "gain; multiplies the standard deviation")
        float gain) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Sampling.uniform(w, from, to, (double) gain * gain / fanIn, rng);
    }
}
