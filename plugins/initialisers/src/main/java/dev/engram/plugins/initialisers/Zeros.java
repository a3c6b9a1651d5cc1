package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import java.util.Arrays;

/**
 * All zeros: the usual initialisation of biases.
 *
 * <pre>
 *   w = 0
 * </pre>
 *
 * As weights of a hidden layer, zeros prevent learning with back-propagation and feedback alignment (all units stay
 * equal), but not with direct feedback alignment.
 */
@Component("zeros")
public record Zeros() implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Arrays.fill(w, from, to, 0f);
    }
}
