package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import java.util.Arrays;

/**
 * No biases: the layer has none, so that there is nothing to train.
 *
 * <pre>
 *   {dense: {units: 10, bias: none}}:   a = W h
 * </pre>
 *
 * Differs from zeros, which are trained. Output layers that a learning rule adds to a network whose last layer has no
 * biases have none either. Weights cannot be left out: as an initialiser of weights it is an error.
 */
@Component("none")
public record None() implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Arrays.fill(w, from, to, 0f);
    }

    @Override
    public boolean omitted() {
        return true;
    }
}
