package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import java.util.Arrays;

/**
 * Zero everywhere: the usual start of biases.
 *
 * <pre>
 *   w = 0
 * </pre>
 *
 * As weights of a hidden layer zeros stop back-propagation and feedback alignment for ever (all units stay
 * equal), while direct feedback alignment learns from them.
 */
@Component("zeros")
public record Zeros() implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Arrays.fill(w, from, to, 0f);
    }
}
