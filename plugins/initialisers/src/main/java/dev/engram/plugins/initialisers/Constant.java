package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import java.util.Arrays;

/**
 * The same value everywhere, for example a small positive bias of relu units.
 *
 * <pre>
 *   w = value
 * </pre>
 *
 * Not suited to weights: units with equal weights stay equal.
 */
@Component("constant")
public record Constant(@Hyper(doc = "value") float value) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Arrays.fill(w, from, to, value);
    }
}
