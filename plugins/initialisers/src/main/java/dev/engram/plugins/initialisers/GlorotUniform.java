package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;

/**
 * Uniform random weights, scaled by the number of inputs and outputs (Xavier): the usual initialisation of tanh and
 * softmax layers.
 *
 * <pre>
 *   w ~ U[-l, l),  l = gain sqrt(6 / (fan-in + fan-out)),  variance gain^2 2 / (fan-in + fan-out)
 * </pre>
 *
 * fan-in is the number of inputs of a unit, fan-out the number of units that an input reaches. The scale of signals
 * and of errors is about the same in all layers, for tanh and linear layers.
 *
 * <p>Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks (also called
 * Xavier).
 */
@Component("glorot-uniform")
public record GlorotUniform(
        @Hyper(value = "1", range = "(0,inf)", doc = "gain; multiplies the standard deviation")
        float gain) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Sampling.uniform(w, from, to, (double) gain * gain * 2 / ((double) fanIn + fanOut), rng);
    }
}
