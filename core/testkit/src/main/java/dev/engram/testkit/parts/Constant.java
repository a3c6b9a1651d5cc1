package dev.engram.testkit.parts;

import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import java.util.Arrays;

/** Sets all numbers to one value. */
public record Constant(float value) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Arrays.fill(w, from, to, value);
    }
}
