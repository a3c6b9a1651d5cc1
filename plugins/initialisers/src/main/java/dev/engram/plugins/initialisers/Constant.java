package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import java.util.Arrays;

/**
 * One number everywhere, for example a small positive bias under relu.
 *
 * <pre>
 *   w = value
 * </pre>
 *
 * All units of a layer of equal weights stay equal, so this is no start for weights.
 */
@Component("constant")
public record Constant(@Hyper(doc = "the number") float value) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Arrays.fill(w, from, to, value);
    }
}
