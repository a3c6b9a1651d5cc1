package dev.engram.plugins.initialisers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import java.util.Arrays;

/**
 * A multiple of the identity matrix: unit i starts with one weight, from input i. For weights.
 *
 * <pre>
 *   w_ij = gain if i = j, else 0
 * </pre>
 *
 * Units beyond the number of inputs start with weights of zero. In a chain of linear layers the modes of the task then
 * learn independently, along curves that are known in closed form.
 *
 * <p>Le, Jaitly and Hinton 2015, A simple way to initialize recurrent networks of rectified linear units; aligned first
 * weights of linear networks: Saxe, McClelland and Ganguli 2014.
 */
@Component("identity")
public record IdentityMatrix(
        @Hyper(value = "1", doc = "value on the diagonal") float gain) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
        Arrays.fill(w, from, to, 0f);
        for (int unit = 0, i = from; unit < fanIn && i < to; unit++, i += fanIn + 1) {
            w[i] = gain;
        }
    }
}
